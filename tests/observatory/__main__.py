"""Score the site by Mozilla's scanner of headers: ``python -m tests.observatory``.

Serves the project on loopback as production does, with TLS, under a name that leads nowhere else. The scanner comes
from npm, pinned by its lock file, into build/observatory.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUILD = HERE.parent.parent / "build" / "observatory"
HOST = "news.example.gov.cn"
# What pages can reach without a cookie, and with the desk's: see docs/decisions/0029-roles.md.
LEAST = {"public": 135, "desk": 140}
LEAST_PRELOADED = 140


def main() -> int:
    """Serve, scan twice, print the scores; 1 where one is too low."""
    if shutil.which("npm") is None:
        sys.stderr.write("Skipped: Node 20 or newer with npm is not installed.\n")
        return 1 if os.environ.get("CI") == "true" else 0
    modules = _installed()
    with tempfile.TemporaryDirectory(prefix="portal-observatory-") as folder:
        var = Path(folder)
        os.environ |= {"VAR_DIR": str(var), "DJANGO_SETTINGS_MODULE": "tests.settings"}
        pages, cookie = _content()
        environment = _production(var)
        _certificate(var)
        from tests.roles.serving import granian

        tls = ("--ssl-certificate", str(var / "cert.pem"), "--ssl-keyfile", str(var / "key.pem"))
        low = 0
        with granian(environment, *tls) as port:
            for preloaded in (False, True):
                asked = {"host": HOST, "port": port, "cookie": cookie, "preloaded": preloaded}
                scored = _scanned(modules, asked | {"pages": [*pages, "/desk/login/"]}, var)
                low += _printed(scored, preloaded=preloaded)
    return 1 if low else 0


def _installed() -> Path:
    BUILD.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, BUILD / name)
    subprocess.run(
        ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=BUILD, check=True
    )
    return BUILD / "node_modules"


def _content() -> tuple[list[str], str]:
    """Fill the database; return addresses of each type of page, and the cookie of somebody at the desk."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from tests.browser.content import published
    from tests.desk.making import account, ready

    call_command("migrate", verbosity=0)
    there = published("")
    names = (
        "home",
        "releases",
        "release",
        "changes",
        "question",
        "search",
        "verify",
        "press",
        "withdrawn",
        "not found",
    )
    conference = ready()
    client = Client()
    client.force_login(account("签发"))
    desk = ["/desk/", f"/desk/desk/conference/{conference.pk}/change/"]
    return [*(there.pages[name] for name in names), *desk], f"sessionid={client.cookies['sessionid'].value}"


def _production(var: Path) -> dict[str, str]:
    own = {
        "PATH": os.environ["PATH"],
        "VAR_DIR": str(var),
        "SECRET_KEY": "development-only-" + "0123456789" * 5,
        "SECOND_FACTOR": "0",
        "ALLOWED_HOSTS": HOST,
        "SITE_URL": f"https://{HOST}",
    }
    manage = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
    subprocess.run(manage, env=own, cwd=HERE.parent.parent, check=True)
    return own


def _certificate(var: Path) -> None:
    """Write a certificate of our own, which the scanner is told to trust."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    (var / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (var / "key.pem").write_bytes(key.private_bytes(*plain))


def _scanned(modules: Path, asked: dict[str, object], var: Path) -> dict[str, dict[str, object]]:
    command = ["node", str(HERE / "scan.mjs"), str(modules), json.dumps(asked)]
    own = {"PATH": os.environ["PATH"], "NODE_EXTRA_CA_CERTS": str(var / "cert.pem")}
    done = subprocess.run(command, env=own, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, dict[str, object]] = json.loads(done.stdout)
    return found


def _printed(scored: dict[str, dict[str, object]], *, preloaded: bool) -> int:
    """Print a line a page, and return how many score too low."""
    sys.stdout.write(f"{'With' if preloaded else 'Without'} the host on the browsers' list for HTTPS:\n")
    low = 0
    for page, found in scored.items():
        score = found["score"]
        assert isinstance(score, int)
        place = "desk" if page.startswith("/desk/") else "public"
        least = LEAST_PRELOADED if preloaded else LEAST[place]
        low += score < least
        sys.stdout.write(f"  {score} (at least {least}) {found['status']} {page} {found['modifiers']}\n")
    return low


if __name__ == "__main__":
    sys.exit(main())
