"""What a hand-off sheet says in words, for text and print alike: headline, steps, what comes after."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from form4kit.law.calendar import WEEKDAYS
from form4kit.law.website import MONTHS, RULE
from form4kit.storage.names import OWNERSHIP, SUBMISSION
from form4kit.transmission.edgar_pages import (
    BUTTONS,
    DAYS_KEPT,
    HELP,
    LINKS,
    PAGES,
    RESULTS,
    SENDER,
    STATUS,
    LiveOrTest,
)
from form4kit.transmission.handoff import Handoff
from form4kit.words import counted


@dataclass(frozen=True, slots=True)
class SheetStep:
    """One thing to do on EDGAR's pages, and what to look at there."""

    do: str
    look: str = ""


def headline(sheet: Handoff) -> tuple[str, str]:
    """Return what must be seen first: a few words to be printed large, and a sentence below them."""
    if not sheet.may_be_sent:
        return "DO NOT SEND", "This folder must not be sent to EDGAR as it is."
    if sheet.tag == "LIVE":
        return (
            "LIVE: send it by the LIVE link",
            "It is public within seconds and cannot be taken back. Sent by the test link it is processed as a"
            " test, and nothing is filed.",
        )
    return (
        "TEST: nothing is filed by this file",
        "Send it by the TEST link. A file tagged TEST that is sent by the live link is processed as a test"
        " too: nothing is filed, whatever the page says. To file, build it again with --live.",
    )


def who(sheet: Handoff) -> str:
    """Name the owners and the issuer; the folder where neither is known."""
    if not sheet.owners:
        return f"folder {sheet.path}"
    names = "; ".join(each.name or each.cik for each in sheet.owners)
    symbol = f" ({sheet.symbol})" if sheet.symbol else ""
    return f"{names}, in {sheet.issuer or sheet.issuer_cik}{symbol}"


def due_words(sheet: Handoff) -> str:
    """Say when it is due and how long that is."""
    if sheet.due is None:
        return sheet.no_deadline or "not known"
    return f"{moment(sheet.due.due)}, {left_words(sheet)}"


def left_words(sheet: Handoff) -> str:
    """Say how much time is left, or how late it is."""
    left = sheet.left
    if left is None:
        return ""
    if left >= dt.timedelta(0):
        return f"{_span(left)} left"
    days = counted(sheet.late, "business day")
    return f"{_span(-left)} ago: sent now it is late by {days}. File it all the same, at once"


def hours_words(sheet: Handoff) -> str:
    """Say whether EDGAR takes filings now, and which day it gives to what is sent now."""
    if sheet.opens is not None:
        opens = f"EDGAR takes no filings now. It opens {moment(sheet.opens)}"
        return f"{opens}; what is sent then is dated {day(sheet.opens.date())}."
    return (
        f"EDGAR takes filings now, until 10:00 p.m. New York time. Sent now it is dated {day(sheet.filed)}."
        " All of it must be there by 10:00 p.m.: nothing is taken after."
    )


def login_words(sheet: Handoff) -> str:
    """Say which CIK to sign in under."""
    if sheet.login:
        return f"{sheet.login}, which becomes the first ten digits of the accession number"
    return (
        "the CIK that you file for as user or account administrator: your own firm's, the issuer's"
        f" ({sheet.issuer_cik}), or an owner's. It becomes the first ten digits of the accession number"
    )


def delegation_words(sheet: Handoff) -> str:
    """Say whose delegation is needed."""
    plain = "CIK and CCC in the file authorise the filing: no owner has to give whoever sends it a role."
    names = ", ".join(f"{each.cik} {each.name}".strip() for each in sheet.own_logins)
    if not names:
        return plain
    if sheet.login:
        return f"You sign in under the CIK of {names}: be its user or administrator, or have its delegation."
    return f"{plain} Only who signs in under an owner's own CIK needs that owner's delegation: {names}."


def steps(sheet: Handoff, tag: LiveOrTest) -> Iterator[SheetStep]:
    """Yield what to do on EDGAR's pages, in order."""
    page, other = PAGES
    yield SheetStep(
        f"Open {page.address} ({page.name}) and sign in with Login.gov.",
        f"Or {other.address} ({other.name}): {' > '.join(other.menu)}, then the same link.",
    )
    yield SheetStep(f"Choose the login CIK: {login_words(sheet)}.", delegation_words(sheet))
    wrong = LINKS["TEST" if tag == "LIVE" else "LIVE"]
    yield SheetStep(
        f"{' > '.join(page.menu)}, then: {LINKS[tag]}.", f"Not: {wrong}. The tag inside this file says {tag}."
    )
    yield SheetStep(
        f"[Browse...], choose {sheet.path}/{SUBMISSION}, [Open].",
        f"{sheet.size:,} bytes. The file dialog may have to show all files. Never {OWNERSHIP} alone.",
    )
    yield SheetStep(f"[{BUTTONS[tag]}].", "Once. If the page does not answer, look for it on EDGAR first.")
    yield SheetStep(
        f"Write down the accession number that {RESULTS} shows: __________-____-________",
        "The number says that it was transmitted. It is not accepted yet, and an attempt saves no date.",
    )
    yield SheetStep(f"Wait for the message from {SENDER}, and keep it.", message_words(sheet, tag))


def message_words(sheet: Handoff, tag: LiveOrTest) -> str:
    """Say what the message will say where all is well."""
    number = 1 + len(sheet.documents)
    ciks = ", ".join(each.cik for each in sheet.owners)
    yes = "YES" if tag == "TEST" else "NO"
    return (
        f"Subject: ACCEPTED FORM TYPE {sheet.form}, and the number. In it: TEST FILING: {yes}; NUMBER OF"
        f" DOCUMENTS: {number}; registrants {ciks}. The same text is under {STATUS}, for"
        f" {DAYS_KEPT[tag]} days ({DAYS_KEPT['SUSPENDED']} after a suspension)."
    )


def checks(sheet: Handoff, tag: LiveOrTest) -> Iterator[str]:
    """Yield what only a person can check before it is sent."""
    yield "The proof was read against the confirmations: shares, prices, dates, what is held afterwards."
    if tag == "LIVE":
        yield "The signed page, or the signed packet, is in hand: Rule 302(b) wants it before."
        if not sheet.tested:
            yield "No accepted TEST of it is known here. A TEST finds a wrong CCC before it costs the day."
    yield "The CCCs are those that EDGAR has now: a wrong one always suspends."
    told = ", ".join(sheet.notified)
    yield f"Who is written to: the login CIK's address of record{f', {told}' if told else ''}."


def after(sheet: Handoff, tag: LiveOrTest) -> Iterator[str]:
    """Yield what follows an acceptance."""
    if tag == "TEST":
        yield "form4kit receipt MESSAGE says whether the TEST was accepted."
        yield f"Build it with --live, then: form4kit handoff {sheet.path} --receipt MESSAGE"
        return
    yield f"form4kit record add {sheet.path} --receipt MESSAGE"
    yield f"form4kit verify {sheet.path} --filed DOWNLOADED.txt, once EDGAR has published it"
    yield (
        f"The issuer posts it on its website by the end of {day(sheet.website)}, if it is dated"
        f" {day(sheet.filed)}, and leaves it there {MONTHS} months ({RULE})."
    )


def suspended(sheet: Handoff) -> Iterator[str]:
    """Yield what to do where EDGAR suspends it."""
    yield "Nothing is filed, and the attempt keeps no date. Keep the message."
    yield "form4kit receipt MESSAGE names each error, and the rule here that speaks of it."
    yield "Mend the draft or the CCC, and build again; a changed form is signed again. Send all of it anew."
    yield f"The clock goes on: due {due_words(sheet)}." if sheet.due else f"{HELP}."


def moment(instant: dt.datetime) -> str:
    """Write an instant as `Monday, 2026-11-30, 22:00 New York time`."""
    return f"{day(instant.date())}, {instant:%H:%M} New York time"


def day(date: dt.date) -> str:
    """Write a date as `Monday, 2026-11-30`."""
    return f"{WEEKDAYS[date.weekday()]}, {date}"


def _span(time: dt.timedelta) -> str:
    minutes = int(time.total_seconds() // 60)
    days, hours, rest = minutes // 1440, minutes % 1440 // 60, minutes % 60
    if days:
        return f"{counted(days, 'day')} {hours} h"
    return f"{hours} h {rest} min" if hours else f"{rest} min"
