from django.test import Client


def test_accessibility_page_says_how(client: Client) -> None:
    html = client.get("/help/accessibility/").content.decode()
    for words in ("长者版", "高对比度", "键盘"):
        assert words in html
    assert '<link rel="canonical" href="https://news.example.gov.cn/help/accessibility/">' in html
