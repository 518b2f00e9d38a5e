"""The admin's lists, whose rows are cards on a narrow screen: each cell names its column and its role."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from lxml import html

from tests.desk.making import account, client_of, ready

pytestmark = pytest.mark.django_db


def table(desk: Client, address: str) -> Any:  # noqa: ANN401  (the stubs know no tables)
    page: Any = html.document_fromstring(desk.get(address).content.decode())
    return page.get_element_by_id("result_list")


def test_each_cell_names_its_role_and_its_column() -> None:
    first, second = ready(photo=""), ready(photo="", text="<b>另一场</b>发布会\n来源：某局\n图文实录：\n")
    found = table(client_of(account("签发")), "/desk/desk/conference/")
    labels = ["", "标题", "状态", "举行日期", "栏目", "修改时间", "修改人"]
    roles = ["cell", "rowheader", *["cell"] * 5]
    rows = found.xpath('./tbody[@role="rowgroup"]/tr[@role="row"]')
    assert [[cell.get("data-label") for cell in row] for row in rows] == [labels] * 2
    assert [[cell.get("role") for cell in row] for row in rows] == [roles] * 2
    assert [row.xpath("string(th/a)") for row in rows] == [str(second), str(first)]
    heads = found.xpath('./thead[@role="rowgroup"]/tr[@role="row"]/th[@role="columnheader"]')
    assert [head.xpath("normalize-space(.)") for head in heads] == labels
    assert len(found.xpath(".//input[@type='checkbox']")) == 3


def test_two_sorted_columns_are_numbered_and_can_be_let_go() -> None:
    ready(photo="")
    found = table(client_of(account("签发")), "/desk/desk/conference/?o=1.-3")
    assert found.xpath(".//*[@class='sortpriority']/text()") == ["1", "2"]
    assert found.xpath(".//a[starts-with(@class, 'toggle')]/@title") == ["改为降序", "改为升序"]
    assert found.xpath(".//a[@class='sortremove']/@href") == ["?o=-3", "?o=1"]
