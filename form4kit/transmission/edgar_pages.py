"""The pages of EDGAR on which a submission is handed in by hand, with their menus, links and buttons.

EDGAR Filer Manual, Volume II, version 75: 7.1.1.1, 8.1.3.1, 9.1 and 9.2. Whoever transmits signs in with
Login.gov, and chooses the login CIK, which becomes the first ten digits of the accession number (2.1).
"""

from dataclasses import dataclass
from typing import Final, Literal

LiveOrTest = Literal["LIVE", "TEST"]
"""What `testOrLive` in a submission says."""


@dataclass(frozen=True, slots=True)
class EdgarPage:
    """A site of EDGAR's: its name, its address, and the menus that lead to the two links."""

    name: str
    address: str
    menu: tuple[str, ...]


PAGES: Final = (
    EdgarPage(
        "EDGAR OnlineForms Management",
        "https://www.onlineforms.edgarfiling.sec.gov",
        ("Information Exchange", "Make a Filing", "Transmit XML Submission"),
    ),
    EdgarPage(
        "EDGAR Filing Website", "https://www.edgarfiling.sec.gov", ("Information Exchange", "Transmit")
    ),
)
"""Where a submission can be transmitted, the usual one first."""

LINKS: Final[dict[LiveOrTest, str]] = {
    "LIVE": "Transmit as a Live Submission",
    "TEST": "Transmit as a Test Submission",
}
BUTTONS: Final[dict[LiveOrTest, str]] = {
    "LIVE": "Transmit LIVE Submission",
    "TEST": "Transmit TEST Submission",
}

RESULTS: Final = "Transmit Submission Results"
"""The page that shows the accession number, which says that it was transmitted, not that it is accepted."""

STATUS: Final = "Retrieve Submission Information"
"""The page that has the text of each message once more."""

SENDER: Final = "edgar-postmaster@sec.gov"
HELP: Final = "Filer Support, (202) 551-8900, business days 9:00 a.m. to 5:30 p.m. New York time"
LARGEST: Final = 200 * 1024 * 1024
"""The bytes that a transmitted file may have."""

DAYS_KEPT: Final = {"TEST": 2, "LIVE": 60, "SUSPENDED": 6}
"""How many days EDGAR keeps the status: of an accepted TEST, of an accepted filing, of what it suspended."""
