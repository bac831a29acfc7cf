"""Letters after a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.interchange.credentials import CREDENTIALS_LENGTH, credentials


@pytest.mark.parametrize(
    ("registered", "written"),
    [
        ("PT", "PT"),
        ("P.T.", "PT"),
        ("P. T.", "PT"),
        ("RPT", "PT"),
        ("Physical Therapist", "PT"),
        ("PT, DPT", "PT, DPT"),
        ("PT DPT OCS", "PT, DPT, OCS"),
        ("P.T.,D.P.T.,O.C.S.", "PT, DPT, OCS"),
        ("P.T.,A.T.,C.", "PT, ATC"),
        ("LAT, C", "LATC"),
        ("PT, C", "PT, C"),
        ("PT/ATC", "PT, ATC"),
        ("PT AND ATC", "PT, ATC"),
        ("OTR/L", "OTR/L"),
        ("M.S.P.T.", "MSPT"),
        ("M.D.FAAPMR", "MD, FAAPMR"),
        ("PH.D.", "PhD"),
        ("L.AC.", "LAc"),
        ("RPT, PT", "PT"),
        ("OCCUPATIONAL THERAPI", "OT"),
        ("PHYSICAL THERAPIST A", "PTA"),
        ("BOARD CERTIFIED PT", "Board Certified, PT"),
        ("CERT. DN PODIATRIST", "Cert. DN, DPM"),
        ("A/A", "A/A"),
        ("SLP-CCC", "SLP-CCC"),
        ("XYZ.Q", "XYZQ"),
        ("PT QRS", "PT, QRS"),
        ("A" * 20, "A" + "a" * 19),
        ("NONE", ""),
        ("DR.", ""),
        ("N/A", ""),
        ("", ""),
    ],
)
def test_credentials_have_one_spelling(registered, written):
    assert credentials(registered) == written


@given(st.text(alphabet=st.sampled_from("PTDCMSOATRLX.,;/&- "), max_size=40))
def test_writing_credentials_a_second_time_changes_nothing(text):
    assert credentials(credentials(text)) == credentials(text)


@given(st.text(max_size=400))
def test_no_text_makes_them_raise_or_too_long(text):
    assert len(credentials(text)) <= CREDENTIALS_LENGTH


def test_too_many_are_cut_between_two():
    many = ", ".join(f"Q{number:04}" for number in range(60))

    assert credentials(many).endswith("Q0027")
