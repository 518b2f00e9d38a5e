from __future__ import annotations

import json

from releases.record.exports.linked_data import in_page, write
from releases.record.models import VersionKind
from tests.record.exports.making import MASTER, URL, bare, edition, wordless


def test_graph_has_the_article_the_event_and_each_question() -> None:
    value = json.loads(write(edition(number=2, kind=VersionKind.CORRECTION, note="更正一处")))
    assert value["@context"] == "https://schema.org"
    article, event, first, second = value["@graph"]
    assert [part["@type"] for part in value["@graph"]] == ["NewsArticle", "Event", "Question", "Question"]
    assert article["headline"] == "澜江市优化营商环境新闻发布会"
    assert (article["datePublished"], article["dateModified"]) == (
        "2026-03-30T09:30:00+08:00",
        "2026-03-31T09:30:00+08:00",
    )
    assert article["correction"] == {"@type": "CorrectionComment", "text": "更正一处"}
    assert article["isBasedOn"] == f"{URL}v2/"
    assert article["image"] == [
        f"https://news.example.gov.cn/media/photos/{MASTER.digest[:2]}/{MASTER.digest}.jpg"
    ]
    assert article["hasPart"] == [{"@id": f"{URL}v2/#t3"}, {"@id": f"{URL}v2/#t5"}]
    assert article["associatedMedia"][0]["encodingFormat"] == "application/pdf"
    assert event["startDate"] == "2026-03-29T16:00:00+08:00"
    assert event["location"] == {"@type": "Place", "name": "澜江市政务中心一楼发布厅"}
    assert [one["name"] for one in event["performer"]] == ["闻知秋", "江望舒", "无职"]
    assert event["attendee"] == [{"@type": "Person", "name": "白砚", "jobTitle": "市税务局副局长"}]
    assert first["author"] == {"@type": "Organization", "name": "澜江日报记者"}
    assert second["answerCount"] == 1
    assert second["suggestedAnswer"] == [
        {
            "@type": "Answer",
            "@id": f"{URL}v2/#t8",
            "url": f"{URL}v2/#t8",
            "text": "也是半天。",
            "author": {"@type": "Person", "name": "江望舒", "jobTitle": "市行政审批局局长"},
            "dateCreated": "2026-04-10",
        }
    ]


def test_graph_of_little_has_only_what_there_is() -> None:
    article, event = json.loads(write(bare()))["@graph"]
    assert set(article) == {
        "@type",
        "@id",
        "url",
        "mainEntityOfPage",
        "headline",
        "inLanguage",
        "datePublished",
        "dateModified",
        "version",
        "isBasedOn",
        "publisher",
        "about",
        "isAccessibleForFree",
    }
    assert set(event) == {"@type", "@id", "name", "eventStatus", "organizer", "url", "performer"}
    assert event["performer"] == [{"@type": "Person", "name": "某人"}]


def test_a_question_that_nobody_put_and_nobody_answered_says_so_by_what_is_missing() -> None:
    question = json.loads(write(wordless()))["@graph"][2]
    address = f"{URL}v1/#t2"
    assert question == {"@type": "Question", "@id": address, "url": address, "text": "", "answerCount": 0}


def test_a_page_has_the_article_and_the_event_and_names_the_rest() -> None:
    whole = json.loads(write(edition()))["@graph"]
    in_the_page = json.loads(in_page(edition()))
    assert in_the_page == {"@context": "https://schema.org", "@graph": whole[:2]}
    assert in_the_page["@graph"][0]["hasPart"] == [{"@id": part["@id"]} for part in whole[2:]]
    assert "半天" not in in_page(edition())


def test_what_was_only_added_to_was_not_corrected() -> None:
    value = json.loads(write(edition(number=2, kind=VersionKind.ADDITION, note="补充书面答复")))
    assert "correction" not in value["@graph"][0]
