"""What the addresses of the desk are called: rows keep a machine's name, people read this one."""

from __future__ import annotations

from django.apps import apps

from releases.audit.models import Action, Entry

# By the name of an address, without its namespace.
PAGES = {
    "index": "工作台",
    "login": "登录",
    "logout": "退出",
    "password_change": "修改自己的密码",
    "password_change_done": "密码修改完成",
    "autocomplete": "查找选项",
    "jsi18n": "界面文字",
    "view_on_site": "在站点上查看",
    "app_list": "分类首页",
    "own": "账号安全",
    "verify": "两步验证",
    "enrol": "绑定验证设备",
    "recovery_codes": "生成新的恢复码",
    "sign_out_everywhere": "在所有设备上退出",
    "take_away": "移除验证设备",
    "auth_user_password_change": "重设用户的密码",
    "audit_entry_export": "导出审计记录",
    "filing": "问答归类",
    "shared": "预览链接的页面",
    "shared_file": "预览链接的文件",
    "shared_download": "限时公开的下载",
    "desk_conference_import": "导入文字稿",
    "desk_conference_reimport": "重新导入文字稿",
    "desk_conference_bulk_publish": "发布所选的发布会",
    "desk_conference_photos": "上传图片",
    "desk_conference_review": "核对",
    "desk_conference_draft": "自动保存草稿",
    "desk_conference_check": "检查",
    "desk_conference_preview": "预览",
    "desk_conference_file": "图片和附件",
    "desk_conference_signing": "审核",
    "desk_conference_submit": "送审",
    "desk_conference_take_back": "取回修改",
    "desk_conference_sign": "签字",
    "desk_conference_send_back": "退回",
    "desk_conference_waive": "核实",
    "desk_conference_publish": "签发",
    "desk_conference_unschedule": "取消定时发布",
    "desk_conference_emergency": "申请紧急发布",
    "desk_conference_emergency_confirm": "确认紧急发布",
    "desk_conference_emergency_review": "紧急发布后补审",
    "desk_conference_withdraw": "撤回",
    "desk_conference_links": "预览链接",
    "desk_conference_embargo": "限时公开",
    "desk_conference_revoke_link": "撤销链接",
}
# The admin's own pages of every kind of object, by how their names end.
OF_OBJECTS = {
    "changelist": "{}列表",
    "add": "新增{}",
    "change": "修改{}",
    "delete": "删除{}",
    "history": "{}的变更历史",
}
# What the middleware tells of; the words of every other row are a person's already.
OF_ADDRESSES = (Action.REQUEST, Action.VIEW, Action.DOWNLOAD)
METHODS = {"GET": "打开", "HEAD": "打开", "POST": "提交"}


def page(name: str) -> str:
    """Return what people call an address, "" for one that nobody has named."""
    start, _, rest = name.rpartition("_")
    app, _, model = start.partition("_")
    kinds = apps.all_models.get(app, {})
    if rest in OF_OBJECTS and model in kinds:
        return OF_OBJECTS[rest].format(kinds[model]._meta.verbose_name)
    return PAGES.get(name, "")


def in_words(entry: Entry) -> str:
    """Return what a row says, its address by the name that people know; whatever has none as it is stored."""
    method, _, rest = entry.detail.partition(" ")
    name, _, file = rest.partition(" ")
    called = page(name) if entry.action in OF_ADDRESSES else ""
    if not called:
        return entry.detail
    return f"{METHODS.get(method, method)}“{called}”" + (f"：{file}" if file else "")
