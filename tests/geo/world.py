"""A small world of towns and postal codes, written in GeoNames' own file form."""

from pathlib import Path

from directory.config import ROOT

SEEDS = ROOT / "seed_data" / "places"
COUNTRIES = ("US", "CA", "GB", "DE", "CH", "FR", "NL", "IT", "SE")

# name; other names; latitude; longitude; country; GeoNames' region code; people
TOWNS = """
Portland;;45.52345;-122.67621;US;OR;652503
Portland;;43.65737;-70.2589;US;ME;68408
Portland;;27.87725;-97.32388;US;TX;16490
Lancaster;;34.69804;-118.13674;US;CA;170150
Lancaster;;54.04649;-2.79988;GB;ENG;52234
Denver;Queen City of the Plains,denver;39.73915;-104.9847;US;CO;715522
Springfield;;37.21533;-93.29824;US;MO;169176
Springfield;;39.80172;-89.64371;US;IL;114394
Springfield;;42.10148;-72.58981;US;MA;155929
Saint Paul;;44.94441;-93.09327;US;MN;303176
Washington;Washington DC,D.C.,WAS;38.89511;-77.03637;US;DC;689545
Seattle;;47.60621;-122.33207;US;WA;737015
New York City;New York,NYC,Нью-Йорк;40.71427;-74.00597;US;NY;8804190
Brooklyn;;40.6501;-73.94958;US;NY;2736074
Buffalo;;42.88645;-78.87837;US;NY;278349
Oshkosh;Brooklyn,OSH;44.02471;-88.54261;US;WI;66555
Oregon;;41.64366;-83.48688;US;OH;20055
Los Angeles;LA;34.05223;-118.24368;US;CA;3820914
New Orleans;;29.95465;-90.07507;US;LA;383997
Ontario;;34.06334;-117.65089;US;CA;175265
London;;36.47606;-119.44318;US;CA;1869
North Las Vegas;;36.19886;-115.1175;US;NV;234807
Kansas City;;39.09973;-94.57857;US;MO;508090
Kansas City;;39.11417;-94.62746;US;KS;156607
Mexico;;39.16976;-91.88295;US;MO;11543
Anchorage;;61.21806;-149.90028;US;AK;291247
Attu;;52.9;172.9;US;AK;20
San Juan;;18.46633;-66.10572;PR;127;418140
London;;51.50853;-0.12574;GB;ENG;8961989
Camden Town;Camden;51.54057;-0.14334;GB;ENG;40000
Edinburgh;;55.95206;-3.19648;GB;SCT;506520
Ottawa;;45.41117;-75.69812;CA;08;812129
London;;42.98339;-81.23304;CA;08;346765
Berlin;;52.52437;13.41053;DE;16;3426354
Munich;Munchen;48.13743;11.57549;DE;02;1505005
Köln;Cologne;50.93333;6.95;DE;07;963395
Münster;;51.96236;7.62571;DE;07;308258
Munster;;52.9853;10.0911;DE;06;15200
Cologne;;45.5823;9.9409;IT;09;7616
Zürich;;47.36667;8.55;CH;ZH;415367
Paris;;48.85341;2.3488;FR;11;2138551
Amsterdam;;52.37403;4.88969;NL;07;741636
Visby;;57.64089;18.29602;SE;05;24330
Tokyo;;35.6895;139.69171;JP;40;8336599
"""

# country; code; town; region; latitude; longitude; accuracy
CODES = """
US;93535;Lancaster;California;34.7131;-117.8783;4
US;97201;Portland;Oregon;45.4989;-122.6914;4
US;04101;Portland;Maine;43.6606;-70.2589;4
US;80202;Denver;Colorado;39.7491;-104.9946;4
US;10115;New York;New York;40.8111;-73.9642;4
US;12345;Schenectady;New York;42.8333;-74.058;4
US;14201;Buffalo;New York;42.8967;-78.8846;4
US;20001;Washington;District of Columbia;38.9122;-77.0177;4
US;62466;Sumner;Illinois;38.7194;-87.8776;4
US;97999;Narrow Creek;Oregon;44.0000;-121.0000;4
US;97999;Narrow Creek;Oregon;44.0100;-121.0000;4
US;97999;Narrow Creek;Oregon;44.3000;-121.4000;4
US;09001;APO AE;;38.1105;15.6613;
US;99999;Nowhere At All;Oregon;0;0;
US;96951;Rota;;14.1509;145.1906;4
PR;00901;San Juan;San Juan;18.4655;-66.1057;4
GB;SW1A;Westminster Abbey;England;51.5018;-0.1328;1
GB;W1;Mayfair;England;51.5094;-0.1473;4
CA;K1A;Government of Canada Ottawa and Gatineau offices;Ontario;45.4207;-75.7023;
DE;10115;Berlin;Berlin;52.5323;13.3846;6
DE;10875;Beispiel Versicherung AG;Berlin;52.5064;13.3731;
DE;80331;München;Bavaria;48.1345;11.571;6
DE;82475;Schneefernerhaus;Bayern;47.4167;10.98;4
CH;8001;Zürich;Kanton Zürich;47.3712;8.5423;4
FR;75001;Paris 01 (Louvre);Île-de-France;48.8592;2.3417;5
FR;75001;Paris;Île-de-France;48.8534;2.3488;5
FR;93535 CEDEX;Aubervilliers;Île-de-France;48.9167;2.3833;5
NL;1012;Amsterdam;North Holland;52.3731;4.8922;6
SE;624 66;Fårö;Gotland;57.9146;19.1363;4
JP;100-0001;Chiyoda;Tokyo;35.6850;139.7514;4
"""


def write_dumps(folder: Path, more: list[str] | None = None) -> tuple[Path, Path]:
    """Write the small world, and more towns, as `allCountries.txt` and `cities1000.txt`."""
    postal, towns = folder / "allCountries.txt", folder / "cities1000.txt"
    with towns.open("w", encoding="utf-8") as file:
        for number, line in enumerate([*TOWNS.split("\n")[1:-1], *(more or [])]):
            name, others, lat, lon, country, region, people = line.split(";")
            cells = [str(number), name, name, others, lat, lon, "P", "PPL", country, "", region]
            file.write("\t".join([*cells, "", "", "", people, "", "", "", ""]) + "\n")
    with postal.open("w", encoding="utf-8") as file:
        for line in CODES.split("\n")[1:-1]:
            country, code, town, region, lat, lon, accuracy = line.split(";")
            cells = [country, code, town, region, "", "", "", "", "", lat, lon, accuracy]
            file.write("\t".join(cells) + "\n")
    return postal, towns


def no_progress(_name: str, _total: int):
    return lambda _steps: None
