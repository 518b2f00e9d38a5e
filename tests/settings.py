"""Settings for tests: the project's own, as in development, with nothing outside a temporary folder."""

import os
import tempfile

os.environ["DEVELOPMENT"] = "1"
os.environ.setdefault("VAR_DIR", tempfile.mkdtemp(prefix="portal-tests-"))
os.environ["SITE_URL"] = "https://news.example.gov.cn"

from portal.settings import *  # noqa: F403

# Tests that commit empty the database afterwards; its triggers let nobody do that.
INSTALLED_APPS = [*INSTALLED_APPS, "tests.flushing"]  # noqa: F405
# Tests publish, and look at once; those of what is kept ask for it.
KEPT_PAGES_BYTES = 0
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SITE_NAME = "澜江市新闻发布"
SITE_ID_CODE = "3299000001"
SITE_ORGANISER = "澜江市人民政府新闻办公室"
SITE_CONTACT = "0599-0000000"
SITE_ICP = "某ICP备00000000号"
SITE_POLICE_RECORD = "某公网安备 00000000000000号"
SITE_POLICE_RECORD_URL = "https://beian.mps.gov.cn/"
SITE_PARTY_GOV_MARK_URL = "https://bszs.conac.cn/"
SITE_ERROR_REPORT_URL = "https://zfwzzc.www.gov.cn/"
SITE_TRUSTED_HOSTS = ["trusted.example.com"]
