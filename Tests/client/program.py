"""What somebody else would write with the generated client, and nothing else: prints what it was told as JSON.

    program.py ADDRESS TOKEN MONTH USE_CASE ADOPTION
"""

import datetime
import json
import sys

from tedori_client import AuthenticatedClient
from tedori_client.api.default import get_reports_month, get_units, post_adoptions
from tedori_client.models import NewAdoptions
from tedori_client.types import UNSET

PAGE = 7  # rows: so few that there are several pages


def units(client):
    """The pages of all units."""
    pages, after = [], UNSET
    while after is not None:
        page = get_units.sync(client=client, limit=PAGE, after=after)
        pages.append([(unit.code, unit.valid_from.isoformat()) for unit in page.rows])
        after = page.next_
    return pages


def post(client, use_case, adoption, unit, key):
    body = NewAdoptions(code=adoption, use_case_code=use_case, started_on=datetime.date(2026, 4, 1), unit_code=unit)
    answer = post_adoptions.sync_detailed(client=client, body=body, idempotency_key=key)
    return {"status": answer.status_code, "etag": answer.headers.get("etag"), "location": answer.headers.get("location"), "row": answer.parsed.to_dict()}


def main(address, token, month, use_case, adoption):
    with AuthenticatedClient(base_url=address, token=token, raise_on_unexpected_status=True) as client:
        pages = units(client)
        unit = pages[-1][-1][0]
        told = {
            "pages": pages,
            "first": post(client, use_case, adoption, unit, "once"),
            "again": post(client, use_case, adoption, unit, "once"),
            "other": post(client, use_case, adoption, unit, "another"),
            "report": get_reports_month.sync(month, client=client).to_dict(),
        }
    json.dump(told, sys.stdout)


main(*sys.argv[1:])
