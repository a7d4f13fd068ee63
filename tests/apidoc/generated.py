"""Uses the Python package that openapi-generator generates."""

import os

import openapi_client
from openapi_client.models.new_user import NewUser

configuration = openapi_client.Configuration(host=os.environ["ROSTER_URL"], access_token=os.environ["ROSTER_KEY"])
with openapi_client.ApiClient(configuration) as client:
    workers = openapi_client.MobileWorkersApi(client)
    created = workers.create_user("demo", NewUser(username="generated", password="qwer1234", first_name="Gen"))
    page = workers.list_users("demo", username="generated")
    assert [worker.id for worker in page.objects] == [created.id], page
    assert page.objects[0].first_name == "Gen"
    everyone = workers.list_users("demo", limit=1000)
    assert len(everyone.objects) == everyone.meta.total_count

print(f"created and listed {created.id}")
