"""What a folder knows of a company: its facts, its reports and splits, and who reports to it."""

import datetime as dt
from pathlib import Path
from typing import Any

from form4kit.registry.entries import Company
from form4kit.registry.load import registry_for
from form4kit.steps.person_view import people_list


def company_view(root: Path, key: str, day: dt.date) -> dict[str, Any] | None:
    """Return what is known of a company by its key, as plain JSON values; None where there is none."""
    registry = registry_for(root)
    company = registry.companies.get(key)
    if company is None:
        return None
    at = [
        each.key
        for each in registry.people.values()
        if any(role.issuer in (None, key) for role in each.roles)
    ]
    return {
        "key": key,
        "cik": company.cik,
        "name": _text(company, "name") or key,
        "symbol": _text(company, "symbol"),
        "fiscal_year_end": company.fiscal_year_end or "",
        "foreign_private": company.is_foreign_private(day),
        "foreign_private_until": f"{company.foreign_private_until or ''}",
        "reports": [
            {"form": each.form, "period": f"{each.period}", "filed": f"{each.filed or ''}"}
            for each in reversed(company.reports)
        ],
        "splits": [{"words": each.words, "date": f"{each.date}"} for each in company.splits],
        "people": [each for each in people_list(registry, day) if each["key"] in at],
        "problems": list(company.problems),
        "source": company.origin,
    }


def _text(company: Company, key: str) -> str:
    node = company.keys.get(key)
    return (node.text if node else None) or ""
