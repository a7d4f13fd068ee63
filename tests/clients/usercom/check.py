"""Checks that the output of a published program is the object that the page shows."""

import json
import sys

KEYS = """updated_at companies key city linkedin_url tags last_contacted phone_number facebook_url
notifications region timezone status gravatar_url twitter_url google_url os_type email score
unsubscribed first_seen page_views last_ip chat_id browser gender resolution country name created_at
last_seen lists attributes browser_language id""".split()
EMAILS = {"myemail@example.org", "mynewemail@mydomain.com", "myemail@mydomain.com"}

user = json.load(sys.stdin)
missing = [key for key in KEYS if key not in user]
assert not missing, f"missing keys: {missing}"
assert user["name"] == "John Doe", user["name"]
assert user["email"] in EMAILS, user["email"]
assert isinstance(user["id"], int) and len(user["key"]) == 12
