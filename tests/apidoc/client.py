"""Uses the Python package that openapi-python-client generates, in all three dialects."""

import os

from roster_client import AuthenticatedClient
from roster_client.api.mobile_workers import create_user, edit_user, list_users
from roster_client.api.scim import list_scim_users
from roster_client.api.user_com_users import create_contact, list_contacts, search_contacts
from roster_client.models import Contact, ContactWrite, Error, NewUser, UserEdit

url = os.environ["ROSTER_URL"]
client = AuthenticatedClient(base_url=url, token=os.environ["ROSTER_KEY"], raise_on_unexpected_status=True)

created = create_user.sync("demo", client=client, body=NewUser(username="python", password="qwer1234", first_name="Py"))
page = list_users.sync("demo", client=client, username="python", archived=False)
assert [worker.id for worker in page.objects] == [created.id], page
assert page.meta.total_count == 1
assert page.objects[0].first_name == "Py"

edited = edit_user.sync("demo", created.id, client=client, body=UserEdit(last_name="Thon"))
assert edited.last_name == "Thon" and edited.user_data.additional_properties is not None

taken = create_user.sync("demo", client=client, body=NewUser(username="python", password="qwer1234"))
assert isinstance(taken, Error) and taken.code == "username_taken", taken

seen = list_users.sync("demo", client=client, limit=5)
assert len(seen.objects) == 5 and seen.meta.next_.startswith("/a/demo/")

usercom = AuthenticatedClient(base_url=url, token=os.environ["ROSTER_APP_KEY"], prefix="Token")
contact = create_contact.sync(client=usercom, body=ContactWrite(email="python@example.org", first_name="Py"))
assert contact.email == "python@example.org" and contact.gender.value == "unknown", contact
assert list_contacts.sync(client=usercom, email="python@example.org").results[0].id == contact.id
found = search_contacts.sync(client=usercom, email="python@example.org")
assert isinstance(found, Contact) and found.id == contact.id

users = list_scim_users.sync("demo", client=client, filter_='userName eq "python"')
assert users.total_results == 1 and users.resources[0].id == created.id

print(f"created and listed {created.id}")
