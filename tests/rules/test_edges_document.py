"""Both sides of what rules draw a line at: the document, its wrapper, codes, plans, earlier forms."""

from typing import Any

import pytest
from rule_cases import case, found, holding, option, row

from form4kit.analysis.passages import shortened
from form4kit.analysis.rows import quoted
from form4kit.rules.derivatives.renamed_titles import is_respelled

GAIN = {"disposed": None, "acquired": "1000"}
ON_PLAN = {"plan_10b5_1": {"adopted": "2025-03-03"}}
PLAN = "Sold under a Rule 10b5-1 plan adopted on March 2, 2026."


def noted(text: str, field: str = "code", **more: Any) -> dict[str, Any]:
    """Return the edits for one row with a footnote on one of its fields."""
    made = row(**more)
    return {"non_derivative": [made | {field: f"{made[field]} ^x"}], "footnotes": {"x": text}}


def planned(*texts: str, box: str | None = "true", **more: Any) -> dict[str, Any]:
    """Return the edits for a sale with a footnote for each text on its code."""
    notes = {f"p{n}": text for n, text in enumerate(texts)}
    marks = "".join(f" ^{name}" for name in notes)
    return {"plan_10b5_1": box, "non_derivative": [row(code=f"S{marks}", **more)], "footnotes": notes or None}


def exhibit(**more: Any) -> dict[str, Any]:
    return {"exhibits": [{"file": "poa.txt", "type": "EX-24"} | more]}


CODES = [
    # XML06, XML09, XML10, XML11: thirty rows, ten owners.
    *(case("XML06", {path: "perhaps"}, path) for path in (
        "o0.director", "o0.ten_percent", "not_subject_to_section_16", "plan_10b5_1", "n0.swap",
            "o0.address.non_us")),
    *(case("XML09", {"non_derivative": [holding()] * n, "derivative": [option()] * n, "footnotes": None},
        where)
      for n, where in ((30, ""), (31, "n30 d30"))),
    *(case("XML10", {"non_derivative": [holding()] * n, "footnotes": None}, where) for n, where in (
        (29, ""), (30, "remarks"), (31, ""))),
    case("XML10", {"derivative": [option()] * 30, "footnotes": None}, "remarks"),
    case("XML10", {"non_derivative": [holding()] * 30, "footnotes": None,
        "remarks": "Continued on a second form."}),
    *(case("XML10", {"owners": [{"cik": f"{k}", "name": "A"} for k in range(1, n + 1)]}, where) for n,
        where in (
        (9, ""), (10, "remarks"))),
    *(case("XML11", {"non_derivative": None, "derivative": None, "footnotes": None, "remarks": text}, where,
        on="3")
      for text, where in (("No securities are owned.", ""), ("None.", "form"))),
    case("XML11", {"derivative": None, "footnotes": None}, on="3"),
    *(case("XML08", {}, f"as_published.{name}", on="5", xml=(("<issuer>",
        f"<{tag}>1</{tag}><issuer>"),))
      for name, tag in (("form3_holdings_reported", "form3HoldingsReported"),
                        ("form4_transactions_reported", "form4TransactionsReported"))),
    # SUB04: lengths of the contact, and addresses.
    *(case("SUB04", {"contact": {name: text * n}}, where) for name, text, n, where in (
        ("name", "x", 30, ""), ("name", "x", 31, "contact_name"), ("phone", "1", 20, ""),
        ("phone", "1", 21, "contact_phone"))),
    *(case("SUB04", {"contact": {"email": "x" * n + "@example.com"}}, where) for n, where in (
        (68, ""), (69, "contact_email"))),
    *(case("SUB04", {"notify": ["x" * n + "@example.com"]}, where) for n, where in ((68, ""), (69,
        "notify[0]"))),
    *(case("SUB04", {"notify": [f"a{k}@example.com" for k in range(n)]}, where) for n, where in (
        (30, ""), (31, "notify[30]"))),
    case("SUB04", {"notify": ["a@example.com", "b@example.com", "A@example.com"], "contact": {"email":
         "b@example.com"}}, "notify[1]:warning notify[2]:warning"),
    case("SUB04", {"notify": ["a@b", "c", "a@example.com"]}, "notify[0] notify[1]"),
    # SUB05
    case("SUB05", exhibit()),
    *(case("SUB05", exhibit(description="x" * n), where) for n, where in ((255, ""), (256,
        "exhibits[0].description"))),
    # SUB06: the same rows once more.
    *(case("SUB06", {}, where, earlier=(edits,)) for edits, where in (
        ({}, "form"), ({"issuer.cik": "46129"}, "form"), ({"issuer.cik": "1"}, ""), ({"o0.cik": "99"}, ""),
        ({"n0.price": "5"}, ""), ({"n2": None}, ""), ({"form": "5"}, ""))),
    case("SUB06", {"non_derivative": [], "footnotes": None}, earlier=({"non_derivative": [],
        "footnotes": None},)),
    case("SUB06", {}, "form", earlier=({"n0.price": "5"}, {}, {})),
    # EXH01, EXH03: types and names of files.
    *(case("EXH01", exhibit(type=kind), where) for kind, where in (
        ("EX-24", ""), ("EX-99.1", ""), ("CORRESP", ""), ("COVER", ""), ("GRAPHIC", ""), ("EX-10",
            "exhibits[0].type"),
        ("EX-99." + "1" * 14, ""), ("EX-99." + "1" * 15, "exhibits[0].type"))),
    *(case("EXH02", exhibit(file=f"poa.{ending}"), where) for ending, where in (
        ("txt", ""), ("htm", ""), ("jpg", ""), ("gif", ""), ("TXT", ""), ("pdf", "exhibits[0].file:warning"),
        ("docx", "exhibits[0].file"))),
    # COD12: J is described, and where.
    case("COD12", {"non_derivative": [row(code="J"), row(code="J")]}, "n0.code n1.code"),
    *(case("COD12", {"non_derivative": [row(code="J", **more)], "footnotes": {"x": "-"}}, where) for more,
        where in (
        ({"price": "1 ^x"}, ""), ({"owned_after": "1 ^x"}, "n0.code:note"), ({"owned_after": "1 ^x",
            "price": "1 ^x"},
        ""))),
    *(case("COD12", {"derivative": [option(**({"code": "J"} | {name: f"{option()[name]} ^x"}))],
        "footnotes": {
           "x": "-"}}, "d0.code:note") for name in ("exercise_price", "exercisable", "expires")),
    case("COD12", {"non_derivative": [row(code="J", price="1 ^x"), row(code="J")], "footnotes": {"x": "-"}},
        "n1.code"),
    case("COD12", {"non_derivative": [row(code="J", price="1 ^x"), row(code="J"), row(code="J",
        owned_after="1 ^x")],
         "footnotes": {"x": "-"}, "remarks": "Nothing."}, "n1.code:warning n2.code:note"),
    case("COD12", {"non_derivative": [row(code="J")], "remarks": "Shares received."}),
    # COD13: a listed code before J.
    *(case("COD13", noted(text, "price", code="J"), where) for text, where in (
        ("Shares withheld for tax.", "n0.code"), ("Units surrendered to pay the tax.", "n0.code"),
        ("The issuer withheld 5 shares for tax.", "n0.code"), ("A bona fide gift.", "n0.code"),
        ("Gifted to a school.", "n0.code"), ("Inherited.", "n0.code"), ("Received by will.", "n0.code"),
        ("Received under the will.", "n0.code"), ("Received by intestacy.", "n0.code"),
            ("This is not a gift.", ""),
        ("It was not a bona fide gift.", ""), ("Exchanged.", ""))),
    *(case("COD13", noted(text, "price", code="J"), "n0.code") for text in (
        "Stock withheld for tax.", "Shares assigned for tax.", "Assigned 5 shares for tax.",
        "Surrendered 5 shares for tax.", "Withheld 5 units for tax.")),
    case("COD13", noted("A bona fide gift.", "owned_after", code="J")),
    case("COD13", {"non_derivative": [row(code="J"), row(code="J ^x"), row(code="J ^x")], "footnotes": {
         "x": "Gifted, then inherited."}}, "n1.code n2.code"),
    # COD27
    *(case("COD27", noted(text, code="U", price=price), where) for text, price, where in (
        ("Tendered.", "31", ""), ("Tendered.", "0", "n0.price"), ("At the effective time.", "31",
            "n0.code:note"),
        ("Tendered before the merger.", "31", ""), ("A merger.", "0", "n0.price n0.code:note"))),
    case("COD27", noted("Tendered.", "price", code="U", price="0")),
    # COD31: the day of the expiration itself.
    *(case("COD31", {"derivative": [option(code=code, price=price, expires=day)]}, where) for code, price,
        day, where
      in (("H", "1", "2026-11-18", ""), ("H", "1", "2026-11-19", "d0.expires"), ("H", "0", "2026-11-18",
          "d0.price"),
          ("E", "0", "2026-11-18", ""), ("E", "0", "2026-11-19", "d0.expires"), ("X", "0", "2026-11-19", ""),
          ("H", "0", "2026-11-19", "d0.price d0.expires"))),
    case("COD31", {"derivative": [option(code="H", price="0 ^x"), option(code="H", price="0")], "footnotes": {
         "x": "-"}}, "d1.price d1.expires"),
    # COD32: swaps.
    *(case("COD32", noted("A swap.", code=code, swap="true"), where) for code, where in (
        *((code, "") for code in "PSJCXODEHM"), ("A", "n0.swap"), ("G", "n0.swap"))),
    case("COD32", {"non_derivative": [row(swap="false"), row(swap="true"), row(swap="true")],
        "footnotes": None},
         "n1.swap n2.swap"),
    # COD05 to COD09, COD15: form types.
    *(case("COD05", {"n0.form_type": kind}, where) for kind, where in (
        ("4", ""), ("5", ""), ("3", "n0.form_type"), ("6", "n0.form_type"))),
    *(case("COD05", {"n2.form_type": "3"}, where) for where in ("n2.form_type",)),
    *(case("COD05", {"n1.form_type": kind}, where, on="5") for kind, where in (("3", ""), ("5",
        "n1.form_type"))),
    *(case("COD06", {"n0.form_type": kind, "n0.timeliness": mark}, where) for kind, mark, where in (
        ("5", "E", ""), ("4", "E", "n0.timeliness"), ("5", "L", "n0.timeliness"), ("4", "L",
            "n0.timeliness"))),
    case("COD06", {"n2.form_type": "5", "n2.timeliness": "E", "n0.timeliness": "L"},
        "n0.timeliness n2.timeliness"),
    *(case("COD07", {"n0.timeliness": mark}, where, on="5") for mark, where in (("L", ""), ("E",
        "n0.timeliness"))),
    case("COD07", {"n0.timeliness": "E", "n1.timeliness": "L"}, "n0.timeliness n1.timeliness", on="5"),
    *(case("COD08", noted(text, **{"code": code, "early": "true"} | more), where) for text, code, more,
        where in (
        ("-", "G", GAIN, ""), ("-", "G", {}, "n0.form_type:error"), ("-", "S", {}, "n0.form_type:error"),
        ("-", "W", GAIN, ""), ("-", "A", GAIN, "n0.form_type"), ("ESPP.", "A", GAIN, ""), ("ESPP.", "J",
            GAIN, ""),
        ("ESPP.", "P", GAIN, ""), ("ESPP.", "D", {}, ""), ("ESPP.", "I", {}, ""), ("ESPP.", "F", {},
            "n0.form_type"),
        ("-", "J", {}, "n0.form_type"), ("-", "L", GAIN, ""))),
    case("COD08", {"non_derivative": [row(code="S"), row(code="W", early="true"), row(early="true"),
         row(code="A", early="true")]}, "n2.form_type:error n3.form_type"),
    *(case("COD09", {"non_derivative": [row(code=code, **more)]}, where) for code, more, where in (
        ("G", GAIN, "n0.form_type"), ("G", {}, ""), ("L", GAIN, "n0.form_type"), ("W", {}, "n0.form_type"),
        ("Z", {}, "n0.form_type"), ("A", GAIN, ""), ("W", {"early": "true"}, ""))),
    *(case("COD09", {"non_derivative": [row(code="G", **GAIN), row(code="G", date=day), row(code="W",
        **GAIN)]}, where)
      for day, where in (("2026-11-18", "n2.form_type"), ("2026-11-17", "n0.form_type n2.form_type"))),
    case("COD09", {"non_derivative": [row(code="G"), row(code="W")]}, "n1.form_type"),
    *(case("COD15", {"n0.code": "G", "n0.acquired": None, "n0.disposed": "5", "n0.date": day} | more, where,
        on="5")
      for day, more, where in (
        ("2023-02-26", {}, ""), ("2023-02-27", {}, "n0.form_type"), ("2025-06-02", {"n0.form_type": "4"},
            ""))),
    case("COD15", {"n0.code": "G"}, on="5"),
    # XML03 to XML05: characters, wherever they stand.
    *(case("XML03", {path: " x"}, where) for path, where in (
        ("issuer.symbol", "issuer.symbol"), ("issuer.foreign_symbol", "issuer.foreign_symbol"),
        ("o0.address.city", "o0.address.city"), ("o0.address.territory", "o0.address.territory"),
        ("o0.officer", "o0.officer_title"), ("o0.other", "o0.other_text"), ("n0.security", "n0.security"),
        ("s0.name", "s0.name"))),
    case("XML03", {"o0.address.street": ["a ", "b "], "n2.ownership": {"indirect": "By  "}},
         "o0.address.street1 o0.address.street2 n2.nature"),
    case("XML03", {"d0.underlying": " x"}, "d0.underlying", on="4-option"),
    case("XML03", {"n0.security": "a\nb", "s0.name": "/s/ a\nb"}, "n0.security"),
    *(case("XML04", {path: "é"}, where) for path, where in (
        ("remarks", "remarks"), ("f.award", "f.award.text"), ("s0.name", "s0.name"), ("n0.security",
            "n0.security"))),
    case("XML04", {"n0.security": "a\x7fb", "f.award": "&"}, "n0.security"),
    *(case("XML05", {path: "A &amp; B"}, where) for path, where in (
        ("remarks", "remarks"), ("f.award", "f.award.text"), ("s0.name", "s0.name"), ("n0.security",
            "n0.security"))),
    case("XML05", {"n0.security": "A & B"}),
    # COD30, COD36: what was paid.
    *(case("COD30", noted(text, "price", price=price, code=code), where) for text, price, code, where in (
        ("-", "0", "S", "n0.price"), ("-", "0", "P", "n0.price"), ("-", "0", "A", ""), ("-", "0.01", "S", ""),
        ("Exchanged for shares.", "0", "S", ""), ("The price was $5.", "0", "S", ""),
        ("The weighted average price was $5.", "0", "S", "n0.price"))),
    *(case("COD30", {"n0.price": "^award", "f.award": text}, where) for text, where in (
        ("Exchanged.", ""), ("Bought.", "n0.price"), ("The weighted average price was $5.", ""))),
    case("COD30", {"n0.price": "0", "footnotes": None, "n1.price": "0", "n1.code": "P"}, "n0.price n1.price"),
    *(case("COD36", {"derivative": [option(code=code, price=price)]}, where) for code, price, where in (
        ("P", "0", "d0.price"), ("S", "0", "d0.price"), ("P", "1", ""), ("P", None, ""), ("A", "0", ""))),
    case("COD36", {"non_derivative": [row(price="0")], "derivative": [option(code="S"), option(code="P")]},
         "d0.price d1.price"),
    # COD37, COD38
    *(case("COD37", noted("Each unit consists of one share and one warrant.", "price", code=code,
        security=name), where)
      for code, name, where in (
        *((code, "Units", "n0.security") for code in "APSJCDX"), ("G", "Units", ""), ("S", "Stock Units", ""),
        ("S", " Private placement units ", "n0.security"))),
    case("COD37", {"non_derivative": [row(security="Stock"), row(security="Units ^x"),
        row(security="Unit ^x")],
         "footnotes": {"x": "Units consist of shares and warrants."}}, "n1.security n2.security"),
    *(case("COD38", noted(text, "price"), where) for text, where in (
        ("Net of commissions.", "n0.price"), ("Includes brokerage.", "n0.price"), ("Plus SEC fees.",
            "n0.price"),
        ("Net of fees.", "n0.price"), ("Not net of commissions.", ""),
            ("It is not final. Net of commissions.",
        "n0.price"), ("Paid in cash.", ""))),
    case("COD38", noted("Net of commissions.")),
    case("COD38", {"non_derivative": [row(), row(price="1 ^x"), row(price="1 ^y ^x")], "footnotes": {
         "y": "-", "x": "Net of commissions."}}, "n1.price n2.price"),
    case("COD37", noted("-", security="Units")),
    case("COD38", {"n2.price": "1 ^x", "f.x": "Net of commissions."}),
    # DAT12, DAT13: days of trading and of settlement.
    *(case("DAT12", noted(text, date=day, code=code), where) for text, day, code, where in (
        ("-", "2026-11-14", "S", "n0.date"), ("-", "2026-11-14", "P", "n0.date"), ("-", "2026-11-14", "G",
            ""),
        ("-", "2026-11-13", "S", ""), ("-", "1970-01-04", "S", ""), ("In private.", "2026-11-14", "S", ""))),
    case("DAT12", {"non_derivative": [row(date="1970-01-04"), row(date="2026-11-14", security="Swap"),
         row(date="2026-11-14", swap="true"), row(date="2026-11-14"), row(date="2026-11-15")]},
             "n3.date n4.date"),
    case("DAT12", {"derivative": [option(code="S", date="2026-11-14")]}),
    case("DAT12", {"non_derivative": [row(date="2026-11-14")], "remarks": "By private sale."}),
    *(case("DAT13", noted(text, field), where) for text, field, where in (
        ("The sale settled on November 18, 2026.", "code", "n0.date"),
            ("The sale settled on November 19, 2026.",
        "code", ""), ("This is the settlement date.", "date", "n0.date"), ("This is the settlement date.",
            "code", ""),
        ("Sold on November 18, 2026 and settled later.", "code", ""))),
    case("DAT13", {"non_derivative": [row(), row(code="P ^x"), row(code="S ^x"), row(code="G ^x")],
        "footnotes": {
         "x": "Settled on November 18, 2026."}}, "n1.date n2.date"),
    # DER15: a word spelled otherwise.
    *(case("DER15", {"n0.security": name}, where, earlier=({},)) for name, where in (
        ("Common Stocks", "n0.security"), ("Comon Stock", "n0.security"), ("Class A Stock", ""),
            ("COMMON STOCK", ""))),
    case("DER15", {"n0.security": "Common Shares", "n1.security": "Common Shares",
        "n2.security": "Comon Stock"},
         "n0.security n2.security", earlier=({},)),
    # DAT07 to DAT10: notice.
    *(case("DAT07", {"n0.deemed": day}, where) for day, where in (("2026-11-18", ""), ("2026-11-17",
        "n0.deemed"))),
    *(case("DAT08", {"n0.deemed": day, "filed": "2026-12-01"}, where) for day, where in (
        ("2026-11-23", ""), ("2026-11-24", "n0.deemed:warning"), ("2026-11-25", "n0.deemed"))),
    *(case("DAT08", {"n0.date": "2026-03-03", "n0.deemed": day, "filed": "2026-12-01"}, where) for day,
        where in (
        ("2026-03-06", ""), ("2026-03-09", "n0.deemed"))),
    *(case("DAT08", {"n0.deemed": "2026-11-20", "filed": day}, where) for day, where in (
        ("2026-11-20", ""), ("2026-11-19", "n0.deemed"))),
    case("DAT08", {"n0.date": "1970-01-05", "n0.deemed": "1970-01-12", "n1.deemed": "2026-11-30"},
        "n1.deemed"),
    *(case("DAT09", {"n0.deemed": day, "n0.code": code} | more, where) for day, code, more, where in (
        ("2026-11-18", "S", {}, ""), ("2026-11-19", "S", {}, "n0.deemed"), ("2026-11-19", "I", {}, ""),
        ("2026-11-19", "S", ON_PLAN, ""), ("2026-11-19", "S", {"f.award": PLAN}, ""))),
    case("DAT09", {"n0.deemed": "2026-11-18", "n1.deemed": "2026-11-19"}, "n1.deemed"),
    *(case("DAT10", {"non_derivative": [row(code=code, date=day)], "footnotes": None, "filed": filed} | plan,
        where)
      for code, day, filed, plan, where in (
        ("S", "2026-11-16", "2026-11-18", ON_PLAN, ""), ("S", "2026-11-16", "2026-11-19", ON_PLAN,
            "n0.deemed"),
        ("S", "2026-11-16", "2026-11-23", ON_PLAN, "n0.deemed"), ("S", "2026-11-16", "2026-11-24", ON_PLAN,
            ""),
        ("P", "2026-11-16", "2026-11-19", ON_PLAN, "n0.deemed"), ("G", "2026-11-16", "2026-11-19", ON_PLAN,
        "n0.deemed"), ("A", "2026-11-16", "2026-11-19", ON_PLAN, ""), ("I", "2026-11-16", "2026-11-19", {},
        "n0.deemed"), ("S", "2026-11-16", "2026-11-19", {}, ""))),
    case("DAT10", {"non_derivative": [row(date="2026-11-18"), row(date="2026-11-16"), row(date="2026-11-16"),
         row(date="2026-11-13", deemed="2026-11-18"), row(date="2026-11-17")], "footnotes": None,
             "filed": "2026-11-20"}
         | ON_PLAN, "n1.deemed n4.deemed"),
    *(case("DAT10", {"non_derivative": [row(date="2026-11-16", code="S ^x")], "filed": "2026-11-19",
        "plan_10b5_1":
           "true", "footnotes": {"x": text}}, where) for text, where in (
        (PLAN, "n0.deemed"), ("Not sold under a Rule 10b5-1 plan.", ""), ("Sold.", "n0.deemed"))),
    case("DAT10", {"non_derivative": [row(date="2026-11-16"), row(date="2026-11-17", code="S ^x")], "filed":
         "2026-11-20", "plan_10b5_1": "true", "footnotes": {"x": PLAN}}, "n1.deemed"),
    case("DAT09", {"n0.deemed": "2026-11-19", "plan_10b5_1": "true"}),
    case("DAT10", {"non_derivative": [row(date="2026-11-16", price="1 ^y"), row(date="2026-11-18",
        code="S ^x")],
         "filed": "2026-11-19", "plan_10b5_1": "true", "footnotes": {"x": PLAN, "y": "-"}}),
    case("DAT10", {"n0.code": "I", "filed": None}),
    case("DAT10", {"non_derivative": [row(date="2026-11-13")], "footnotes": None,
        "filed": "2026-11-17"} | ON_PLAN),
    # DAT02 to DAT04: box 3.
    *(case("DAT02", {"period": day}, where) for day, where in (
        ("2026-11-18", ""), ("2026-11-17", "period"), ("2026-11-19", "period"))),
    *(case("DAT02", {"n1.date": "2026-11-02", "n1.code": "W", "n1.early": "true", "period": day}, where)
      for day, where in (("2026-11-02", ""), ("2026-11-18", ""), ("2026-11-10", "period"))),
    case("DAT02", {"period": "2026-11-17"}, "period:note", on="4A"),
    case("DAT02", {"period": "2026-11-17", "n0.date": None}),
    case("DAT02", {"period": "2026-11-17", "non_derivative": [holding()], "footnotes": None}),
    *(case("DAT03", {"period": day}, where, on="3") for day, where in (
        ("2026-11-19", ""), ("2026-11-20", "period"))),
    *(case("DAT04", {"period": day, "filed": "2026-02-10"} | more, where, on="5") for day, more, where in (
        ("2025-12-07", {}, ""), ("2025-12-08", {}, "period"), ("2025-12-21", {}, "period"), ("2025-12-22",
            {}, ""),
        ("2026-02-10", {"fiscal_year_end": "02-10"}, ""), ("2026-02-11", {"fiscal_year_end": "02-11"},
            "period"),
        ("2025-12-24", {"fiscal_year_end": "12-31"}, ""), ("2025-12-23", {"fiscal_year_end": "12-31"},
            "period"),
        ("2026-01-07", {"fiscal_year_end": "12-31"}, ""), ("2026-01-08", {"fiscal_year_end": "12-31"},
            "period"),
        ("2025-12-10", {"fiscal_year_end": "13-45"}, ""),
        ("2025-12-25", {"fiscal_year_end": "01-01"}, ""), ("2025-03-07", {"fiscal_year_end": "02-29"}, ""),
        ("2025-03-08", {"fiscal_year_end": "02-29"}, "period"), ("2025-12-15", {"fiscal_year_end": "12-15"},
            ""))),
    # DAT14, DUE07: Form 5 and its year.
    *(case("DAT14", {"n0.date": day}, where, on="5") for day, where in (
        ("2025-12-31", ""), ("2026-01-01", "n0.date"), ("2026-02-10", "n0.date"), ("2026-02-11", ""))),
    *(case("DUE07", edits, where, on="5", earlier=({"form": "4", "period": "2025-06-02"} | other,))
      for edits, other, where in (
        ({}, {}, "form"), ({"n0.acquired": "5"}, {}, ""), ({"form": "5/A", "original_filed": "2026-02-01"},
            {}, ""),
        ({"n1.form_type": "3"}, {}, ""), ({"n0.security": "B"}, {}, ""), ({"n0.date": "2025-06-03"}, {}, ""),
        ({"n0.code": "L"}, {}, ""), ({"n0.acquired": None, "n0.disposed": "100"}, {}, ""))),
    case("DUE07", {"non_derivative": [holding()], "footnotes": None}, on="5"),
    # DER16: goals that are still ahead.
    *(case("DER16", {"derivative": [option(code=code, security=name + " ^x", **GAIN)],
        "footnotes": {"x": text}}, where)
      for code, name, text, where in (
        ("A", "Restricted Stock Units", "They will vest upon EBITDA.", "d0.security"),
        ("A", "Restricted Stock Units", "They vested upon EBITDA.", ""), ("A", "Units",
            "They will vest in May.", ""),
        ("A", "Units", "They will vest; EBITDA was achieved.", ""), ("A", "Stock Options",
            "They will vest upon EBITDA.",
        ""), ("M", "Units", "They will vest upon EBITDA.", ""))),
    case("DER16", {"derivative": [option(code="A", security="Units ^x"), *[option(code="A",
        security="Units ^x",
         **GAIN)] * 2], "footnotes": {"x": "They will vest upon EBITDA."}}, "d1.security d2.security"),
    # FTN25: the words say late, the dates do not.
    *(case("FTN25", {"filed": day, "f.award": "This form is late."}, where) for day, where in (
        ("2026-11-20", "f.award"), ("2026-11-21", ""))),
    case("FTN25", {"f.award": "This filing is late.", "n0.early": "true", "n0.code": "W"}),
    case("FTN25", {"remarks": "A delinquent report."}, "remarks"),
    case("FTN25", {"remarks": "This sale was not timely."}, "remarks"),
    # PLN01 to PLN11: the box and the plan.
    *(case("PLN01", {"plan_10b5_1": box, "edition": edition}, where) for box, edition, where in (
        (None, "2026", "plan_10b5_1"), ("true", "2026", ""), ("false", "2026", ""), (None, "2023",
            "plan_10b5_1"),
        (None, "2003", ""))),
    *(case("FTN19", planned(*texts), where) for texts, where in (
        ((PLAN,), ""), ((), "plan_10b5_1"), (("Sold under a Rule 10b5-1 plan.",), "plan_10b5_1"),
        (("Sold under a Rule 10b5-1 plan adopted in March 2026.",), "plan_10b5_1:note"),
        (("Sold under a Rule 10b5-1 plan of March 2, 2026.",), "plan_10b5_1:warning"),
        (("Sold.", PLAN), ""))),
    case("FTN19", planned(box="false")),
    *(case("PLN04", planned(*texts, box="false") | {"filed": filed}, where) for texts, filed, where in (
        ((PLAN,), "2026-11-19", "plan_10b5_1"), (("Sold.",), "2026-11-19", ""),
        (("Sold under a Rule 10b5-1 plan adopted on February 26, 2023.",), "2026-11-19", ""),
        (("Sold under a Rule 10b5-1 plan adopted on February 27, 2023.",), "2026-11-19", "plan_10b5_1"),
        (("Sold under a Rule 10b5-1 plan.",), "2025-03-01", "plan_10b5_1"),
        (("Sold under a Rule 10b5-1 plan.",), "2025-02-28", "plan_10b5_1:note"),
        (("Sold under a Rule 10b5-1 plan as in effect then.",), "2026-11-19", ""),
        (("Not sold under a Rule 10b5-1 plan.",), "2026-11-19", ""),
        (("Sold under a Rule 10b5-1 plan as in effect then.", PLAN, PLAN), "2026-11-19", "plan_10b5_1"))),
    *(case("PLN04", planned(PLAN, box="false") | {"n0.code": code}, where) for code, where in (
        ("P ^p0", "plan_10b5_1"), ("G ^p0", "plan_10b5_1"), ("A ^p0", ""))),
    case("PLN04", planned(PLAN, box="true")),
    *(case("PLN05", planned(*texts), where) for texts, where in (
        (("Sold under a Rule 10b5-1 plan adopted on February 26, 2023.",), "plan_10b5_1"),
        (("Sold under a Rule 10b5-1 plan adopted on February 27, 2023.",), ""),
        (("Sold under a Rule 10b5-1 plan adopted in January 2023.",), ""),
        (("Sold under a Rule 10b5-1 plan adopted on February 26, 2023.", PLAN), ""))),
    case("PLN05", planned("Sold under a Rule 10b5-1 plan adopted on February 26, 2023.", box="false")),
    *(case("PLN06", {"non_derivative": [row(code=code)], "footnotes": None, "plan_10b5_1": box}, where)
      for code, box, where in (("P", "true", ""), ("S", "true", ""), ("G", "true", ""), ("J", "true", ""),
                               ("A", "true", "plan_10b5_1"), ("A", "false", ""))),
    case("PLN07", {"non_derivative": [row(code="S ^x"), row(), row(), row(code="P")],
        "footnotes": {"x": PLAN},
         "plan_10b5_1": "true"}, "n1.code"),
    *(case("PLN07", {"non_derivative": [row(code="S ^x"), row(price="1 ^y")], "footnotes": {"x": text,
        "y": other},
           "plan_10b5_1": box}, where) for text, other, box, where in (
        (PLAN, "-", "true", "n1.code"), (PLAN, "-", "false", ""), ("Sold.", "-", "true", ""),
        (PLAN + " All sales were under it.", "-", "true", ""), (PLAN, "Sold to cover taxes.", "true", ""))),
    case("PLN07", {"non_derivative": [row(code="S ^x"), row()], "footnotes": {"x": PLAN},
        "plan_10b5_1": "true",
         "remarks": PLAN}),
    *(case("PLN08", planned(text), where) for text, where in (
        ("Sold under a Rule 10b5-1 plan adopted on November 18, 2026.", ""),
        ("Sold under a Rule 10b5-1 plan adopted on November 19, 2026.", "f.p0"),
        ("Sold under a Rule 10b5-1 plan adopted on May 1, 2026 and modified on November 19, 2026.", ""))),
    case("PLN08", {"remarks": "Sold under a Rule 10b5-1 plan adopted on November 19, 2026."}, "remarks"),
    case("PLN08", {"non_derivative": [row(date="2026-11-19"), row(code="S ^x"), row(date="2026-11-20",
        code="S ^x")],
         "footnotes": {"x": "Sold under a Rule 10b5-1 plan adopted on November 19, 2026."}}, "f.x"),
    *(case("PLN09", planned(f"Sold under a Rule 10b5-1 plan adopted on {day}, 2026."), where) for day,
        where in (
        ("August 20", ""), ("August 21", "n0.date"), ("November 18", "n0.date"), ("November 19", ""))),
    *(case("PLN09", planned(f"Sold under a Rule 10b5-1 plan adopted on {day}, 2026.") | {"o0.director": None}
           | more, where) for day, more, where in (
        ("October 19", {"o0.ten_percent": "true"}, ""), ("October 20", {"o0.ten_percent": "true"}, "n0.date"),
        ("October 19", {"o0.officer": "CEO"}, "n0.date"))),
    *(case("PLN09", planned(*texts, **more), where) for texts, more, where in (
        (("Sold to cover taxes under a Rule 10b5-1 plan adopted on November 2, 2026.",), {}, ""),
        (("Sold under a Rule 10b5-1 plan adopted in November 2026.",), {}, ""),
        (("Sold under a Rule 10b5-1 plan adopted on November 2, 2026.", PLAN), {}, "n0.date"))),
    *(case("PLN09", {"non_derivative": [row(code=f"{code} ^x"), row(code="S ^x"), row(code="S ^x")],
        "footnotes": {
           "x": "Sold under a Rule 10b5-1 plan adopted on November 2, 2026."}}, where) for code, where in (
        ("G", "n1.date"), ("P", "n0.date"))),
    *(case("PLN11", planned(*texts), where) for texts, where in (
        ((PLAN,), ""), ((PLAN, "Sold under a Rule 10b5-1 plan adopted on May 1, 2026."), "n0.code"),
        ((PLAN, PLAN), ""))),
    case("PLN11", {"non_derivative": [row(code="S ^x"), row(code="S ^x ^y"), row(code="P ^x ^y"),
        row(code="A ^x ^y")],
         "footnotes": {"x": PLAN, "y": "Sold under a Rule 10b5-1 plan adopted on May 1, 2026."}},
             "n1.code n2.code"),
    # BAL03, BAL07: what the form before has.
    *(case("BAL07", {"period": day, "n2": None}, where, earlier=({"period": "2025-10-14"},)) for day,
        where in (
        ("2026-11-18", "n0.security"), ("2026-11-19", ""))),
    case("BAL07", {"n2": None}, earlier=({"issuer.cik": "1"},)),
    case("BAL07", {"n2": None}, earlier=({"form": "4/A", "original_filed": "2026-11-19"},)),
    case("BAL07", {}, earlier=({},)),
]  # fmt: skip


@pytest.mark.parametrize(("code", "edits", "where", "on", "more"), CODES)
def test_document(code: str, edits: dict[str, Any], where: str, on: str, more: dict[str, Any]) -> None:
    assert found(code, edits, on, **more) == where


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("Common Stock", "Common Stocks", True), ("Gem", "Gems", True), ("Common Stock", "Common Shares", True),
        ("Common",
        "Common Stock", False),
     ("Comon Stock", "Common Stock", True), ("Comon Stok", "Common Stock", False), ("Unit", "Unix", False),
     ("Units", "Unite", False), ("Class 11111", "Class 11112", False), ("Bus", "Bu", False), ("Gas", "Ga",
         False)],
)  # fmt: skip
def test_how_near_two_titles_are(one: str, other: str, same: bool) -> None:
    assert is_respelled(one, other) is same
    assert is_respelled(other, one) is same


def test_quotations_are_cut_at_sixty() -> None:
    assert (quoted("x" * 60), quoted("x" * 61)) == ("x" * 60, "x" * 57 + "...")
    assert shortened("x" * 60) == "x" * 60
    assert shortened("x" * 29 + " " + "y" * 29 + " z") == "x" * 29 + " " + "y" * 29 + "..."
