"""What a program does with the generated client: address, token, month and the code of a use case in, JSON of what it saw out."""

import datetime
import json
import sys

from tedori_client import AuthenticatedClient
from tedori_client.api.default import get_reports_month, get_units, post_adoptions
from tedori_client.models import NewAdoptions

address, token, month, use_case = sys.argv[1:]
with AuthenticatedClient(base_url=address, token=token, raise_on_unexpected_status=True) as client:
    units, pages, after = [], 0, None
    while pages == 0 or after is not None:
        page = get_units.sync(client=client, limit=10, **({"after": after} if after else {}))
        units += page.rows
        pages, after = pages + 1, page.next_
    adoption = NewAdoptions(code="BY-PROGRAM", use_case_code=use_case, started_on=datetime.date(2026, 4, 1), unit_code=units[-1].code)
    posted = [post_adoptions.sync_detailed(client=client, body=adoption, idempotency_key="once") for _ in range(2)]
    report = get_reports_month.sync(month, client=client)
    same = [answer.status_code for answer in posted] == [201, 201] and posted[0].parsed.to_dict() == posted[1].parsed.to_dict()
    json.dump({"units": len(units), "pages": pages, "same": same, "month": report.to_dict()}, sys.stdout)
