"""A draft in full, given ahead under an embargo, with everything that could leak, against every public address."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib import admin
from django.core.files.storage import storages
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from releases.desk import enclosures, scheduling, sharing, workflow
from releases.desk.models import Attachment, Conference, Photo, PreviewLink, State
from releases.photos import public_names
from releases.record.exports import BY_SUFFIX
from releases.record.feeds import BY_ENDING
from releases.record.media import attachment_name
from releases.record.models import Department, Filing, Topic
from releases.record.models.question import key_of
from releases.record.sitemaps import SITEMAPS
from tests.desk.giving import given
from tests.desk.making import account, ready
from tests.record import walking

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_pdf")]

SECRETS = [
    "尚未公开的标题",
    "绝密主题",
    "郑无声",
    "某保密局局长",
    "这句话还没有发布",
    "内部照片说明",
    "内部替代文字",
    "机密方案",
]
OUTLET = "某保密日报"
SECRET = """尚未公开的标题
来源：未公布单位
时间：2026年5月6日上午10:00
主题：绝密主题
地点：未公布地点
发布人：郑无声 某保密局局长
主持人：陈舟 市政府新闻办副主任
图文实录：
郑无声：
这句话还没有发布。
陈舟：
谢谢大家！
"""


TURNS = [f"t{number}" for number in range(1, 7)]


@pytest.fixture
def draft() -> Conference:
    # The draft's speakers would speak for the department, its turns stand under the topic.
    Department.objects.create(slug="heading", name="保密")
    topic = Topic.objects.create(slug="heading", name="主题")
    for turn in TURNS:
        Filing.objects.create(question_id=key_of("20260506-1", turn), topic=topic)
    workflow.publish(conference=ready(), by=None)
    draft = ready(text=SECRET, photo="red")
    draft.photos.update(file_name="secret-9M0A9576.jpg", caption="内部照片说明", alt="内部替代文字")
    kept = enclosures.keep(b"%PDF-1.7 secret", "机密方案.pdf")
    Attachment.objects.create(
        conference=draft,
        number=1,
        file_name=kept.file,
        title="机密方案",
        media_type=kept.media_type,
        size=kept.size,
        digest=kept.digest,
    )
    due = timezone.now() + timedelta(days=1)
    scheduling.schedule(conference=draft, by=account("签发", "issuer"), due_at=due)
    given(draft, name=OUTLET, until=due)
    return draft


def shared(conference: Conference) -> PreviewLink:
    """Return a preview link to the conference."""
    by = account("初审", f"reviewer-{PreviewLink.objects.count()}")
    return sharing.share(conference=conference, by=by, note="王科长", hours=1)


def routes(patterns: list[URLPattern | URLResolver], prefix: str = "") -> list[str]:
    """Return every route that is not the desk's."""
    found = []
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            found.append(route)
        elif pattern.app_name != admin.site.name:
            found += routes(pattern.url_patterns, route)
    return found


def addresses(draft: Conference) -> list[str]:
    """Return addresses of every public route, with values of what is public and of the draft."""
    photo = draft.photos.get()
    attachment = draft.attachments.get()
    public = Conference.objects.filter(state=State.PUBLISHED).earliest("pk")
    public_token = sharing.token_of(shared(public))
    with override_settings(SECRET_KEY="another" * 10):
        forged_token = sharing.token_of(shared(draft))
    person = str(draft.participants.get(name="郑无声").person_id)
    values = {
        "<path:path>": ["jdhy", "jdhy/xwfbh"],
        "<path:rest>": ["nothing"],
        "<release:release_id>": ["20260329-1", "20260506-1"],
        "<str:turn>": TURNS,
        "<turn:turn>": TURNS,
        "<slug:slug>": ["heading"],
        "<slug:section>": list(SITEMAPS),
        "<suffix:suffix>": list(BY_SUFFIX),
        "<feed:form>": list(BY_ENDING),
        "<int:pk>": ["1"],
        "<int:number>": ["1"],
        "<int:index>": ["1"],
        "<slug:ref>": [person, str(draft.pk), str(draft.participants.get(name="陈舟").person_id)],
        "<path:name>": [
            *public_names(photo.digest, photo.width),
            attachment_name(attachment.digest, attachment.file_name),
        ],
        # A link to what is public, and one to the draft that another key has signed.
        "<str:token>": [public_token, forged_token],
    }
    found = []
    for route in routes(get_resolver().url_patterns):
        filled = [f"/{route}"]
        for place, options in values.items():
            filled = [
                one.replace(place, option) for one in filled for option in (options if place in one else [""])
            ]
        found += filled
    assert not [address for address in found if "<" in address], (
        "a route with a place this test does not know"
    )
    queries = [
        f"{one}?{query}"
        for one in ("/releases/", "/sections/jdhy/xwfbh/")
        for query in (
            "words=尚未公开",
            "words=",
            "speaker=郑无声",
            "year=2026",
            "source=未公布单位",
            "page=1",
            "page=2",
        )
    ]
    return [*dict.fromkeys(found), *queries]


def test_no_public_response_holds_a_word_of_a_draft(draft: Conference, client: Client) -> None:
    photo = draft.photos.get()
    secrets = [*SECRETS, OUTLET, photo.digest, draft.attachments.get().digest, "secret-9M0A9576", "未公布"]
    asked = addresses(draft)
    assert len(asked) > 30
    for address in asked:
        response = client.get(address)
        body = (b"".join(response) if response.streaming else response.content).decode("utf-8", "replace")
        typed = address.split("?")[-1]
        leaked = [word for word in secrets if word in body and word not in typed and word not in address]
        assert (address, leaked) == (address, [])


def test_the_walk_would_find_a_leak(draft: Conference, client: Client) -> None:
    scheduling.cancel(conference=draft, by=account("签发"))
    workflow.publish(conference=draft, by=None)
    found = set()
    for address in addresses(draft):
        response = client.get(address)
        body = (b"".join(response) if response.streaming else response.content).decode("utf-8", "replace")
        found |= {word for word in SECRETS if word in body}
    assert found == set(SECRETS)


def test_a_drafts_files_are_in_no_public_storage(draft: Conference, client: Client) -> None:
    photo: Photo = draft.photos.get()
    for name in public_names(photo.digest, photo.width):
        assert storages["default"].exists(name)
        assert not storages["public"].exists(name)
        assert client.get(storages["default"].url(name)).status_code == 404
    attachment = draft.attachments.get()
    name = attachment_name(attachment.digest, attachment.file_name)
    assert storages["default"].exists(name)
    assert not storages["public"].exists(name)
    assert client.get(f"/media/{name}").status_code == 404


@pytest.mark.parametrize("method", ["get", "head", "post", "options"])
def test_an_embargoed_release_answers_as_one_that_never_was(
    draft: Conference, client: Client, method: str
) -> None:
    photo, attachment = draft.photos.get(), draft.attachments.get()
    names = (
        *public_names(photo.digest, photo.width),
        attachment_name(attachment.digest, attachment.file_name),
    )
    person = str(draft.participants.get(name="郑无声").person_id)
    # What is guessed at, and the same of a release, files and a person that never were.
    guessed = {"20260506-1": "20990101-7", photo.digest: "ab" * 32, attachment.digest: "cd" * 32}
    guessed |= {
        photo.digest[:2] + "/": "ab/",
        attachment.digest[:2] + "/": "cd/",
        f"/{person}/": f"/{'9' * len(person)}/",
    }

    def never(text: str) -> str:
        for real, other in guessed.items():
            text = text.replace(real, other)
        return text

    asked = walking.addresses(releases=["20260506-1"], media=names, people=[person], turns=TURNS)
    asked = [each for each in asked if never(each) != each]
    assert len(asked) > 60
    for address in asked:
        answers = [getattr(client, method)(each) for each in (address, never(address))]
        told = [
            (each.status_code, dict(each.headers), never(b"".join(each).decode("utf-8", "replace")))
            for each in answers
        ]
        assert (address, told[0]) == (address, told[1])
        # 204: what the API allows other sites, which is the same of every address.
        assert told[0][0] in (204, 404, 405), address
