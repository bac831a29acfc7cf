"""The real place data: names of many places, and names from abroad, mean what people mean."""

import pytest

from directory.geo.gazetteer import PlaceNotFound
from directory.geo.home import at_home

pytestmark = pytest.mark.places


def labels(resolution):
    return [place.label for place in resolution.alternatives]


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ("Munich", "Munich, Bayern, Germany"),
        ("Cologne", "Köln, Nordrhein-Westfalen, Germany"),
        ("Vienna", "Vienna, Wien, Austria"),
        ("The Hague", "The Hague, Zuid-Holland, Netherlands"),
        ("Antwerp", "Antwerp, Vlaams Gewest, Belgium"),
        ("Ghent", "Gent, Vlaams Gewest, Belgium"),
        ("Seville", "Sevilla, Andalucía, Spain"),
        ("Naples", "Naples, Campania, Italy"),
        ("Turin", "Turin, Piemonte, Italy"),
        ("Milan", "Milan, Lombardia, Italy"),
        ("Rome", "Rome, Lazio, Italy"),
        ("Gothenburg", "Gothenburg, Västra Götalands län, Sweden"),
        ("Copenhagen", "Copenhagen, Hovedstaden, Denmark"),
        ("Nuremberg", "Nuremberg, Bayern, Germany"),
        ("Basle", "Basel, Basel-Stadt, Switzerland"),
        ("St. Gallen", "Sankt Gallen, Switzerland"),
        ("Linz", "Linz, Oberösterreich, Austria"),
        ("Salzburg", "Salzburg, Austria"),
        ("London", "London, England, United Kingdom"),
        ("Paris", "Paris, Île-de-France, France"),
        ("Perth", "Perth, Western Australia, Australia"),
        ("Boston", "Boston, Massachusetts"),
        ("Moscow", "Moscow, Moskva, Russia"),
        ("Prague", "Prague, Hlavní město Praha, Czechia"),
        ("Tokyo", "Tokyo, Japan"),
        ("Le Havre", "Le Havre, Normandie, France"),
        ("Smiths Station", "Smiths Station, Alabama"),
        ("Frankfurt", "Frankfurt am Main, Hessen, Germany"),
        ("Frankfurt, Germany", "Frankfurt am Main, Hessen, Germany"),
        ("Frankfurt (Oder)", "Frankfurt (Oder), Brandenburg, Germany"),
        ("Halle (Saale)", "Halle (Saale), Sachsen-Anhalt, Germany"),
        ("Halle, Germany", "Halle (Saale), Sachsen-Anhalt, Germany"),
        ("Newcastle upon Tyne", "Newcastle upon Tyne, England, United Kingdom"),
        ("Bruges, Belgium", "Brugge, Vlaams Gewest, Belgium"),
        ("Bruges, France", "Bruges, Nouvelle-Aquitaine, France"),
        ("Burns, Oregon", "Burns, Oregon"),
        ("Berlin", "Berlin, Germany"),
        ("MD, USA", "Maryland"),
        ("NSW", "New South Wales, Australia"),
        ("OR", "Oregon"),
        ("IN", "Indiana"),
        ("MA", "Massachusetts"),
        ("US", "United States"),
    ],
)
def test_a_well_known_place_is_taken(real, text, guess):
    resolution = real.resolve(text)

    assert resolution.place.label == guess
    assert resolution.confident


@pytest.mark.parametrize(
    ("text", "guess", "alternative"),
    [
        ("Vienne", "Vienne, Auvergne-Rhône-Alpes, France", "Vienna, Wien, Austria"),
        (
            "Valence",
            "Valence, Auvergne-Rhône-Alpes, France",
            "Valencia, Comunidad Valenciana, Spain",
        ),
        ("90210 Berlin", "90210 Beverly Hills, California", "Berlin, Germany"),
        ("Lima", "Lima, Municipalidad Metropolitana de Lima, Peru", "Lima, Ohio"),
        ("MD", "Maryland", "Comunidad de Madrid, Spain"),
        ("CA", "California", "Canada"),
        ("DE", "Delaware", "Germany"),
        ("WA", "Washington", "Western Australia, Australia"),
        ("BE", "Belgium", "Berne, Switzerland"),
        ("VIC", "Victoria, Australia", "Vic, Catalunya, Spain"),
        (
            "Newcastle",
            "Newcastle, New South Wales, Australia",
            "Newcastle upon Tyne, England, United Kingdom",
        ),
        (
            "Newcastle, UK",
            "Newcastle upon Tyne, England, United Kingdom",
            "Newcastle, Northern Ireland, United Kingdom",
        ),
        ("Bruges", "Brugge, Vlaams Gewest, Belgium", "Bruges, Nouvelle-Aquitaine, France"),
        (
            "Santiago",
            "Santiago, Región Metropolitana de Santiago, Chile",
            "Santiago de Compostela, Galicia, Spain",
        ),
        (
            "Villingen",
            "Villingen-Schwenningen, Baden-Württemberg, Germany",
            "Willingen, Hessen, Germany",
        ),
        ("Halle", "Halle (Saale), Sachsen-Anhalt, Germany", "Halle, Nordrhein-Westfalen, Germany"),
        ("Hanover", "Hanover, Maryland", "Hannover, Niedersachsen, Germany"),
        ("Lyons", "Lyon, Auvergne-Rhône-Alpes, France", "Lyons, Colorado"),
        ("Geneva", "Geneva, Genève, Switzerland", "Geneva, New York"),
        ("Lucerne", "Luzern, Switzerland", "Luzern (state), Switzerland"),
        ("Florence", "Florence, Toscana, Italy", "Florence, Alabama"),
        (
            "Rothenburg",
            "Rothenburg ob der Tauber, Bayern, Germany",
            "Rothenburg, Niedersachsen, Germany",
        ),
        ("Freiburg", "Freiburg, Baden-Württemberg, Germany", "Fribourg, Switzerland"),
        ("Newport", "Newport, Wales, United Kingdom", "Newport, Rhode Island"),
        ("Burton", "Burton upon Trent, England, United Kingdom", "Burton, Michigan"),
        ("Hull", "Kingston upon Hull, England, United Kingdom", "Hull, Quebec, Canada"),
        ("Sudbury", "Greater Sudbury, Ontario, Canada", "Sudbury, Massachusetts"),
        ("Sidney", "Sidney, Ohio", "Sydney, New South Wales, Australia"),
        ("Waterloo", "Waterloo, Ontario, Canada", "Waterloo, Iowa"),
        ("Brunswick", "Brunswick, Ohio", "Braunschweig, Niedersachsen, Germany"),
        ("Wellington", "Wellington, Greater Wellington, New Zealand", "Wellington, Florida"),
        ("Birmingham", "Birmingham, England, United Kingdom", "Birmingham, Alabama"),
        ("Manchester", "Manchester, England, United Kingdom", "Manchester, New Hampshire"),
        ("Richmond", "Richmond, Virginia", "Richmond, British Columbia, Canada"),
        ("Lincoln", "Lincoln, Nebraska", "Lincoln, England, United Kingdom"),
        ("Lancaster", "Lancaster, California", "Lancaster, England, United Kingdom"),
        ("Hamilton", "Hamilton, Ontario, Canada", "Hamilton, Waikato, New Zealand"),
        ("Athens", "Athens, Attikí, Greece", "Athens, Georgia"),
        ("Alexandria", "Alexandria, Al Iskandarīyah, Egypt", "Alexandria, Virginia"),
        ("Columbus", "Columbus, Ohio", "Columbus, Georgia"),
        ("Kansas City", "Kansas City, Missouri", "Kansas City, Kansas"),
        ("Rochester", "Rochester, New York", "Rochester, Minnesota"),
        ("Bristol", "Bristol, England, United Kingdom", "Bristol, Tennessee"),
        ("Aberdeen", "Aberdeen, Scotland, United Kingdom", "Aberdeen, Washington"),
        ("Halifax", "Halifax, Nova Scotia, Canada", "Halifax, England, United Kingdom"),
        ("Victoria", "Victoria, Australia", "Victoria, British Columbia, Canada"),
        ("York", "York, England, United Kingdom", "York, Pennsylvania"),
        ("Durham", "Durham, North Carolina", "Durham, England, United Kingdom"),
        ("Worcester", "Worcester, Massachusetts", "Worcester, England, United Kingdom"),
        ("Salem", "Salem, Tamil Nādu, India", "Salem, Oregon"),
        ("Albany", "Albany, New York", "Albany, Western Australia, Australia"),
        ("Concord", "Concord, California", "Concord, New Hampshire"),
        ("Dover", "Dover, England, United Kingdom", "Dover, Delaware"),
        ("Jackson", "Jackson, Mississippi", "Jackson, Wyoming"),
        ("Aurora", "Aurora, Colorado", "Aurora, Illinois"),
        ("Arlington", "Arlington, Texas", "Arlington, Virginia"),
        ("Pasadena", "Pasadena, Texas", "Pasadena, California"),
        ("Glendale", "Glendale, Arizona", "Glendale, California"),
    ],
)
def test_a_name_of_several_is_guessed_and_asked(real, text, guess, alternative):
    resolution = real.resolve(text)

    assert resolution.place.label == guess
    assert alternative in labels(resolution)
    assert not resolution.confident


def test_stoke_is_the_one_on_trent_and_offers_the_other(real):
    resolution = real.resolve("Stoke")

    assert resolution.place.label == "Stoke-on-Trent, England, United Kingdom"
    assert "Stoke, Nelson, New Zealand" in labels(resolution)


def test_what_a_town_was_once_called_is_no_alternative(real):
    assert "Jacksonville, Oregon" not in labels(real.resolve("Burns, Oregon"))
    assert "Austin, Texas" not in labels(real.resolve("Waterloo"))


@pytest.mark.parametrize("text", ["Berlin", "Hamburg", "Luzern", "Salzburg", "Zürich"])
def test_a_state_is_told_from_its_town(real, text):
    resolution = real.resolve(text)

    shown = [resolution.place.label, *labels(resolution)]
    assert len(set(shown)) == len(shown)


def test_a_hint_decides_what_a_code_means(real):
    assert real.resolve("DE", country_hint="DE").place.label == "Germany"
    assert real.resolve("CA", country_hint="CA").place.label == "Canada"


def test_a_word_is_not_taken_for_the_code_it_is_shortened_to(real):
    assert real.resolve("MT").place.label == "Montana"
    assert real.resolve("ST").place.label == "Sachsen-Anhalt, Germany"
    with pytest.raises(PlaceNotFound):
        real.resolve("Saint")


@pytest.mark.parametrize(
    ("text", "country", "label"),
    [
        ("Salem", "US", "Salem, Oregon"),
        ("Paris", "US", "Paris, Île-de-France, France"),
        ("London", "CA", "London, England, United Kingdom"),
        ("Hamilton, Canada", "NZ", "Hamilton, Ontario, Canada"),
        ("Hamilton", "NZ", "Hamilton, Waikato, New Zealand"),
        ("10115", "DE", "10115 Berlin, Germany"),
    ],
)
def test_the_visitors_country_decides_where_the_name_alone_does_not(real, text, country, label):
    assert at_home(real.resolve(text), country).place.label == label
