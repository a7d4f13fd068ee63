"""The least that django-tastypie needs to answer the same questions: mobile workers by API key.

    tastypie_peer.py fill PEOPLE.csv    make the tables, and fill them
    gunicorn tastypie_peer:application

PEER_DATABASE says which PostgreSQL: the folder of its socket, a space, the database.
"""

import os
import sys

import django
from django.conf import settings

KEY = "0123456789abcdef0123456789abcdef01234567"
OWNER = "bench@example.org"

socket, database = os.environ["PEER_DATABASE"].split(" ")
settings.configure(
    SECRET_KEY="only for measuring",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    USE_TZ=True,
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "tastypie"],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": socket,
            "NAME": database,
            "USER": "roster",
            "CONN_MAX_AGE": None,
        }
    },
    TASTYPIE_DEFAULT_FORMATS=["json", "xml"],
    API_LIMIT_PER_PAGE=20,
)
django.setup()

from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.urls import include, path
from tastypie import fields
from tastypie.api import Api
from tastypie.authentication import ApiKeyAuthentication
from tastypie.resources import ModelResource


class Worker(models.Model):
    id = models.CharField(max_length=32, primary_key=True)
    username = models.CharField(max_length=128, unique=True)
    first_name = models.CharField(max_length=64)
    last_name = models.CharField(max_length=64)
    email = models.CharField(max_length=128)
    default_phone_number = models.CharField(max_length=32)
    language = models.CharField(max_length=8)
    team = models.CharField(max_length=32, db_index=True)
    location = models.CharField(max_length=32)
    user_data = models.JSONField()

    class Meta:
        app_label = "peer"


class WorkerResource(ModelResource):
    user_data = fields.DictField("user_data")

    class Meta:
        queryset = Worker.objects.order_by("username")
        resource_name = "user"
        max_limit = 1000
        authentication = ApiKeyAuthentication()
        filtering = {"team": ["exact"], "username": ["exact"]}
        allowed_methods = ["get"]


api = Api(api_name="v0.5")
api.register(WorkerResource())
urlpatterns = [path("api/", include(api.urls))]


def fill(people):
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from tastypie.models import ApiKey

    call_command("migrate", verbosity=0)
    owner = User.objects.create_user(OWNER, is_active=True)
    ApiKey.objects.create(user=owner, key=KEY)
    with connection.schema_editor() as editor:
        editor.create_model(Worker)
    columns = ", ".join(field.column for field in Worker._meta.fields)
    copy = f"COPY {Worker._meta.db_table} ({columns}) FROM STDIN WITH (FORMAT csv)"
    with connection.cursor() as cursor, open(people, "rb") as source:
        with cursor.copy(copy) as target:
            while piece := source.read(1 << 20):
                target.write(piece)
        cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    fill(sys.argv[2])
else:
    application = get_wsgi_application()
