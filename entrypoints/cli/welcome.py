"""What a person sees when the gateway has started: where it is, and what to try."""

import secrets

from domain.user.commands import email_claim
from entrypoints.program import Program
from entrypoints.settings import WhatsappKind

DEMO_EMAIL = "demo@example.com"


def first_steps(program: Program) -> str:
    """Addresses; on the first start in the sandbox also a demo account and a story."""
    chosen = program.settings
    base = f"http://{chosen.host}:{chosen.port}"
    lines = [
        "",
        f"Messenger Brain    {base}",
        f"API documentation  {base}/schema",
    ]
    if chosen.whatsapp is WhatsappKind.WEB:
        return "\n".join([*lines, f"WhatsApp           {chosen.whatsapp_url}", ""])
    lines.append(f"Sandbox phone      {chosen.whatsapp_url}phone")
    token = _demo_account(program)
    if token is None:
        return "\n".join([*lines, ""])
    return "\n".join([*lines, "", _story(base, chosen.whatsapp_url, token), ""])


def _demo_account(program: Program) -> str | None:
    """A new account's token; None when there was one already."""
    claims = program.users.log_in.claims
    if claims.holder(email_claim(DEMO_EMAIL)) is not None:
        return None
    user = program.users.register(
        name="Demo",
        email=DEMO_EMAIL,
        password=secrets.token_urlsafe(24),  # nobody needs it: there is the token
        verified=True,
    )
    program.subscriptions.take(user.id, "trial")
    return program.users.issue_token(user.id, name="demo").token


def _story(base: str, phone: str, token: str) -> str:
    """Copy, paste: the sandbox phone scans a session's QR code, a message goes out."""
    return STORY.format(base=base, phone=phone, token=token)


STORY = """\
A demo account was made for you. Its token is shown this once:

  {token}

Try it: copy the lines below into another terminal.

TOKEN='{token}'
API={base}/api
PHONE={phone}phone
JSON='Content-Type: application/json'
field() {{ python3 -c "import json,sys; print(json.load(sys.stdin)['data']['$1'])"; }}

# a session, and its QR code
NEW=$(curl -s $API/whatsapp-sessions -H "Authorization: Bearer $TOKEN" -H "$JSON" -d '
  {{"name": "My shop", "phone_number": "+34600111222",
   "account_protection": false, "log_messages": true}}')
ID=$(echo "$NEW" | field id); KEY=$(echo "$NEW" | field api_key)
QR=$(curl -s -X POST $API/whatsapp-sessions/$ID/connect \\
  -H "Authorization: Bearer $TOKEN" | field qrCode)

# the phone scans it
curl -s $PHONE/scan -H "$JSON" -d '{{"code": "'"$QR"'", "phone": "34600111222"}}'
until curl -s $API/status -H "Authorization: Bearer $KEY" | grep -q '"connected"'
do sleep 1; done

# a message goes out
curl -s $API/send-message -H "Authorization: Bearer $KEY" -H "$JSON" \\
  -d '{{"to": "+34600999888", "text": "Hello!"}}'

The message is on the sandbox's phone now: {phone}phone"""
