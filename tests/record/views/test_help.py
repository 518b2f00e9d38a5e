from django.test import Client


def test_accessibility_page_says_how(client: Client) -> None:
    html = client.get("/help/accessibility/").content.decode()
    for words in ("长者版", "高对比度", "键盘"):
        assert words in html
    assert '<link rel="canonical" href="https://news.example.gov.cn/help/accessibility/">' in html


def test_search_help_says_what_is_not_found(client: Client) -> None:
    html = client.get("/help/search/").content.decode()
    assert "<h2>找不到什么</h2>" in html
    assert '<link rel="canonical" href="https://news.example.gov.cn/help/search/">' in html
