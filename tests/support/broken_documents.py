"""Break ownership documents and submissions at random, so that two schemas can be compared on them."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from itertools import islice
from random import Random

from lxml import etree

Element = etree._Element
Mutation = Callable[[Element, Random], object]

FORMS = ("3", "3/A", "4", "4/A", "5", "5/A")
ROWS = ("nonDerivativeTransaction", "nonDerivativeHolding", "derivativeTransaction", "derivativeHolding")
REPEATED = {
    "nonDerivativeTable/*": (29, 30, 31),
    "derivativeTable/*": (29, 30, 31),
    "reportingOwner": (9, 10, 11),
    "ownerSignature": (9, 10, 11),
    ".//securityTitle/footnoteId": (98, 99, 100),
    ".//transactionCoding/footnoteId": (98, 99, 100),
    ".//transactionPricePerShare/footnoteId": (97, 98, 99, 100),
    ".//exerciseDate/footnoteId": (97, 98, 99, 100),
    ".//deemedExecutionDate/footnoteId": (98, 99, 100),
    "footnotes/footnote": (98, 99, 100),
    "edgarDocument": (610, 611, 612),
    "notificationAddresses/notificationEmailAddress": (29, 30, 31),
}
LENGTHS = {
    "schemaVersion": 5,
    "issuerCik": 10,
    "issuerName": 150,
    "issuerTradingSymbol": 10,
    "issuerForeignTradingSymbol": 14,
    "rptOwnerCik": 10,
    "rptOwnerCcc": 8,
    "rptOwnerName": 150,
    "rptOwnerStreet1": 40,
    "rptOwnerStreet2": 40,
    "rptOwnerCity": 30,
    "rptOwnerNonUSStateTerritory": 40,
    "rptOwnerZipCode": 10,
    "rptOwnerStateDescription": 50,
    "officerTitle": 30,
    "otherText": 30,
    "remarks": 2000,
    "signatureName": 255,
    "securityTitle": 60,
    "underlyingSecurityTitle": 60,
    "natureOfOwnership": 100,
    "contactName": 30,
    "contactPhoneNumber": 20,
    "contactEmailAddress": 80,
    "notificationEmailAddress": 80,
    "documentName": 32,
    "documentType": 20,
    "documentDescription": 255,
}
LETTERS = [*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", *"ADEIL345|a", "3/A", "4/A", "5/A", "EL", "LIVE", "TEST"]
PLACES = [
    "NY",
    "PR",
    "1V",
    "2J",
    "A0",
    "X0",
    "Z4",
    "I7",
    "Y2",
    "C2",
    "M0",
    "K3",
    "XX",
    "",
    " ",
    "  ",
    "   ",
    "ny",
]
BOOLEANS = ["0", "1", "true", "false", " 1 ", "TRUE", "Y", "yes", "01", "", "2"]
DATES = """
2026-03-18 2024-02-29 2026-03-18Z 2026-03-18-05:00 2026-03-18+14:00 2026-03-18+14:01 -0044-03-15 12026-01-01
0001-01-01 0000-01-01 2026-02-30 2026-3-18 03/18/2026 20260318 2026-03-18T00:00:00 2026-13-01 2026-00-10
""".split()  # noqa: SIM905 - more to read as a list
NUMBERS = """
0 +5 +.5 .5 5. 00012 -0 -0.0 0.0000 5.10000 999999999999.9999 999999999999.99990 00000000000000000000 5.12345
1000000000000 -1 1e3 INF NaN 1,000 $5 . 999999999999.99999 0.00001 -0.0001 12.50
""".split()  # noqa: SIM905
MARKS = ["F1", "F9", "F10", "F99", "F0", "F01", "F100", "f1", "1", "(5)", " F1", "F1 ", "", "F 1"]


def as_form(root: Element, form: str, random: Random) -> None:
    """Rewrite an ownership document as another form of today's edition, valid as far as can be."""
    _delete(root, "dateOfOriginalSubmission", "noSecuritiesOwned", "notSubjectToSection16")
    _delete(root, "form3HoldingsReported", "form4TransactionsReported")
    period = root.find("periodOfReport")
    root.find("documentType").text = form
    if form.endswith("/A"):
        period.addnext(_leaf("dateOfOriginalSubmission", "2026-04-01"))
    if root.find("aff10b5One") is None and (form[0] != "3" or random.random() < 0.2):
        root.findall("reportingOwner")[-1].addnext(_leaf("aff10b5One", random.choice(BOOLEANS[:4])))
    for state in root.iter("rptOwnerState"):
        if (
            random.random() < 0.9
            and len(state.text or "") == 2
            and (state.text[0].isdigit() or state.text[1].isdigit())
        ):
            state.tag = "rptOwnerCountry"
    if form[0] == "3":
        _delete(root, ".//nonDerivativeTransaction", ".//derivativeTransaction", ".//transactionCoding")
        _delete(root, ".//derivativeHolding/postTransactionAmounts")
    else:
        _give_back_balances(root)
    if form[0] == "5":
        _delete(root, ".//transactionTimeliness/footnoteId")
    else:
        _delete(root, ".//nonDerivativeHolding/transactionCoding", ".//derivativeHolding/transactionCoding")


def _give_back_balances(root: Element) -> None:
    for holding in root.iter("derivativeHolding"):
        if holding.find("postTransactionAmounts") is None:
            amounts = etree.Element("postTransactionAmounts")
            etree.SubElement(amounts, "sharesOwnedFollowingTransaction").append(_leaf("value", "10"))
            holding.find("underlyingSecurity").addnext(amounts)


def _delete(root: Element, *paths: str) -> None:
    for path in paths:
        for element in root.findall(path):
            element.getparent().remove(element)


def _leaf(tag: str, text: str = "") -> Element:
    leaf = etree.Element(tag)
    leaf.text = text
    return leaf


def break_at_random(root: Element, random: Random) -> None:
    """Break a document in place: mostly once, at times not at all or often."""
    for _ in range(random.choice((0, 1, 1, 1, 1, 2, 2, 3))):
        random.choices(MUTATIONS, WEIGHTS)[0](root, random)


def single_steps(root: Element) -> Iterator[Element]:
    """Yield the document without each kind of element, with it twice, with it emptied; and with each code."""
    kinds = {_kind(element): place for place, element in enumerate(root.iter("*")) if element is not root}
    for place in kinds.values():
        for step in (_cut, lambda element: element.addnext(deepcopy(element)), _bare):
            copy = deepcopy(root)
            step(_nth(copy, place))
            yield copy
    for place, element in enumerate(root.iter("*")):
        if element.tag == "transactionCode":
            for letter in LETTERS:
                copy = deepcopy(root)
                _nth(copy, place).text = letter
                yield copy


def _kind(element: Element) -> str:
    return "/".join([*(around.tag for around in element.iterancestors()), element.tag])


def _nth(root: Element, place: int) -> Element:
    return next(islice(root.iter("*"), place, None))


def _cut(element: Element) -> None:
    element.getparent().remove(element)


def _bare(element: Element) -> None:
    element[:] = []
    element.text = None


def _any(root: Element, random: Random, of: Callable[[Element], object] = lambda _: True) -> Element:
    """Choose an element below the root, each kind as likely as another, however often it occurs."""
    by_kind: dict[object, list[Element]] = {}
    for element in root.iter("*"):
        if element is not root and of(element):
            by_kind.setdefault((element.getparent().tag, element.tag), []).append(element)
    return random.choice(random.choice(list(by_kind.values())))


def _field(element: Element) -> str:
    return element.getparent().tag if element.tag == "value" else element.tag


def _set_value(root: Element, random: Random) -> None:
    leaf = _any(root, random, lambda element: not len(element) and element.tag != "footnoteId")
    leaf.text = random.choice(_values_like(leaf, random))


def _values_like(leaf: Element, random: Random) -> list[str]:
    """Return values at the boundaries of what an element of this name takes; at times of another's."""
    field = _field(leaf)
    lowered = field.lower()
    if random.random() < 0.1:
        return random.choice((LETTERS, PLACES, BOOLEANS, DATES, NUMBERS))
    if "date" in lowered or field == "periodOfReport":
        return DATES
    if field in ("rptOwnerState", "rptOwnerCountry"):
        return PLACES
    if field == "rptOwnerZipCode" and random.random() < 0.5:
        return ["10021", "AB1 2CD", "#12-3", "12.3", "1\n2", "é", ""]
    if field in LENGTHS:
        letter = "7" if field.endswith("Cik") else random.choice(("x", " ", "é", "&", "𝒜", "7"))
        most = LENGTHS[field]
        return [letter * length for length in (0, 1, most - 1, most, most, most + 1)]
    if any(word in lowered for word in ("shares", "price", "following", "value")):
        return NUMBERS
    if any(word in lowered for word in ("is", "aff", "flag", "swap", "reported", "subject", "owned", "good")):
        return BOOLEANS
    return LETTERS[:26] if field == "transactionCode" else LETTERS


def _pad_value(root: Element, random: Random) -> None:
    leaf = _any(root, random, lambda element: not len(element) and element.text)
    leaf.text = random.choice((" {}", "{} ", "\n{}\n", "\t{}", "{}\u00a0", "5 {}")).format(leaf.text)


def _remove(root: Element, random: Random) -> None:
    _cut(_any(root, random))


def _duplicate(root: Element, random: Random) -> None:
    element = _any(root, random)
    element.addnext(deepcopy(element))


def _empty(root: Element, random: Random) -> None:
    _bare(_any(root, random))


def _move(root: Element, random: Random) -> None:
    element = _any(root, random)
    parent = element.getparent()
    parent.remove(element)
    parent.insert(random.randrange(len(parent) + 1), element)


def _graft(root: Element, random: Random) -> None:
    element, onto = deepcopy(_any(root, random)), _any(root, random)
    onto.insert(random.randrange(len(onto) + 1), element)


def _rename(root: Element, random: Random) -> None:
    element = _any(root, random)
    element.tag = random.choice((_any(root, random).tag, f"{element.tag}x"))


def _repeat(root: Element, random: Random) -> None:
    """Repeat an element up to the number where its schema stops."""
    choices = [path for path in REPEATED if root.find(path) is not None]
    if not choices:
        return
    path = random.choice(choices)
    first = random.choice(root.findall(path))
    siblings = [child for child in first.getparent() if child.tag == first.tag or first.tag in ROWS]
    for _ in range(random.choice(REPEATED[path]) - len(siblings)):
        first.addnext(deepcopy(first))
    if first.tag == "footnote":
        for number, note in enumerate(first.getparent(), start=1):
            note.set("id", f"F{number}")


def _mark(root: Element, random: Random) -> None:
    noted = list(root.iter("footnote", "footnoteId"))
    if noted:
        random.choice(noted).set("id", random.choice(MARKS))


def _cite(root: Element, random: Random) -> None:
    """Add or replace by a reference, where one may stand and where not."""
    element = random.choice(list(root.iter("value")) or [root])
    note = etree.Element("footnoteId", id=random.choice(MARKS[:4]))
    if random.random() < 0.5:
        element.getparent().append(note) if element.getparent() is not None else None
    elif element.getparent() is not None:
        element.getparent().replace(element, note)


def _decorate(root: Element, random: Random) -> None:
    element = _any(root, random)
    how = random.randrange(5)
    if how == 0:
        element.set("note", "x")
    elif how == 1:
        element.insert(0, etree.Comment(" x "))
    elif how == 2:
        element.tail = (element.tail or "") + random.choice(("x", " ", "\u00a0"))
    elif how == 3:
        element.set("{http://www.w3.org/2001/XMLSchema-instance}noNamespaceSchemaLocation", "x.xsd")
    else:
        element.set("{http://www.w3.org/2001/XMLSchema-instance}nil", "true")


def _abroad(root: Element, random: Random) -> None:
    """Add what came in 2026, and what EDGAR alone writes."""
    symbol = root.find("issuer/issuerTradingSymbol")
    if symbol is not None and random.random() < 0.5:
        symbol.addnext(_leaf("issuerForeignTradingSymbol", "x" * random.choice((0, 1, 14, 15))))
    for address in root.iter("reportingOwnerAddress"):
        street, city = address.find("rptOwnerStreet1"), address.find("rptOwnerCity")
        if street is not None and random.random() < 0.5:
            street.addprevious(_leaf("rptOwnerNonUSAddressFlag", random.choice(BOOLEANS[:5])))
        if city is not None and random.random() < 0.5:
            city.addnext(_leaf("rptOwnerNonUSStateTerritory", "x" * random.choice((0, 30, 40, 41))))
        state = address.find("rptOwnerState")
        if state is not None:
            state.addnext(_leaf("rptOwnerCountry", random.choice(PLACES)))
        if random.random() < 0.3:
            address.append(_leaf("rptOwnerGoodAddress", random.choice(BOOLEANS[:6])))


def _own_words_of_edgar(root: Element, random: Random) -> None:
    issuer = root.find("issuer")
    name = random.choice(
        ("noSecuritiesOwned", "notSubjectToSection16", "form3HoldingsReported", "form4TransactionsReported")
    )
    if issuer is not None:
        issuer.addprevious(_leaf(name, random.choice(BOOLEANS)))


def _secret(root: Element, random: Random) -> None:
    for cik in root.iter("rptOwnerCik"):
        cik.addnext(_leaf("rptOwnerCcc", "@bcd123#"[: random.choice((0, 7, 8, 8, 8))]))


def _holding_coding(root: Element, random: Random) -> None:
    for title in root.xpath(
        ".//nonDerivativeHolding/securityTitle | .//derivativeHolding/conversionOrExercisePrice"
    ):
        coding = etree.Element("transactionCoding")
        if random.random() < 0.8:
            coding.append(_leaf("transactionFormType", random.choice(("3", "3", "3", "", "4", "5", " "))))
        title.addnext(coding)


def _total_value(root: Element, random: Random) -> None:
    for tag, other in (
        ("transactionShares", "transactionTotalValue"),
        ("underlyingSecurityShares", "underlyingSecurityValue"),
        ("sharesOwnedFollowingTransaction", "valueOwnedFollowingTransaction"),
    ):
        found = list(root.iter(tag))
        if found and random.random() < 0.5:
            element = random.choice(found)
            if random.random() < 0.3:
                element.addnext(deepcopy(element))
                element.getnext().tag = other
            else:
                element.tag = other


def _timeliness(root: Element, random: Random) -> None:
    for amounts in root.iter("transactionAmounts"):
        if amounts.getprevious() is not None and amounts.getprevious().tag != "transactionTimeliness":
            timeliness = etree.Element("transactionTimeliness")
            if random.random() < 0.7:
                timeliness.append(_leaf("value", random.choice(("E", "L", "", " E ", "|", "EL", "X"))))
            if random.random() < 0.3:
                etree.SubElement(timeliness, "footnoteId", id="F1")
            amounts.addprevious(timeliness)
            return


def _deemed(root: Element, random: Random) -> None:
    traded = random.choice(list(root.iter("transactionDate")) or [None])
    if (
        traded is not None
        and (following := traded.getnext()) is not None
        and following.tag != "deemedExecutionDate"
    ):
        traded.addnext(etree.Element("deemedExecutionDate"))
        if random.random() < 0.7:
            traded.getnext().append(_leaf("value", random.choice(DATES)))


_TABLE: dict[Mutation, int] = {
    _set_value: 12,
    _pad_value: 2,
    _remove: 4,
    _duplicate: 2,
    _empty: 1,
    _move: 2,
    _graft: 1,
    _rename: 1,
    _repeat: 4,
    _mark: 2,
    _cite: 2,
    _decorate: 2,
    _abroad: 3,
    _own_words_of_edgar: 1,
    _secret: 1,
    _holding_coding: 2,
    _total_value: 2,
    _timeliness: 2,
    _deemed: 1,
}
MUTATIONS, WEIGHTS = list(_TABLE), list(_TABLE.values())


def submission(random: Random) -> Element:
    """Make a valid submission with what is optional left in or out at random."""
    root = etree.Element("edgarSubmission")
    root.append(_leaf("submissionType", random.choice(FORMS)))
    root.append(_leaf("testOrLive", random.choice(("TEST", "LIVE"))))
    if random.random() < 0.7:
        contact = etree.SubElement(root, "pointOfContact")
        for tag in ("contactName", "contactPhoneNumber", "contactEmailAddress"):
            if random.random() < 0.7:
                contact.append(_leaf(tag, "x"))
    if random.random() < 0.7:
        addresses = etree.SubElement(root, "notificationAddresses")
        for number in range(random.randrange(3)):
            addresses.append(_leaf("notificationEmailAddress", f"{number}@example.com"))
    for number in range(random.choice((1, 1, 2, 3))):
        document = etree.SubElement(root, "edgarDocument")
        document.append(_leaf("documentName", f"doc{number}.xml"))
        document.append(_leaf("documentType", random.choice(("4", "EX-24", "COVER.1"))))
        if random.random() < 0.5:
            document.append(_leaf("documentDescription", "x"))
        document.append(_leaf("documentMimeBlock", "PHg+PC94Pg=="))
    return root
