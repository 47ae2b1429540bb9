"""`fjgov release`: a text is checked alone, by other tools too; a release goes from draft to published and back."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Fjgov, county, db, fjgov

__all__ = ["county", "db", "fjgov"]
CHECKED = dict.fromkeys(("review1", "review2", "review3"), ("--checked", "全部"))
TOWN = "unit=白帝镇人民政府"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(path: Path, body: str, head: str = "") -> Path:
    """A document of Word with these paragraphs' XML."""
    text = f'<?xml version="1.0"?>{head}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", text)
    return path


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_a_file_alone_is_checked_and_the_exit_code_tells(fjgov: Fjgov, tmp_path: Path) -> None:
    """For hooks and other tools: no ledger file is needed."""
    bad, good = tmp_path / "稿.txt", tmp_path / "好.md"
    bad.write_bytes("通知\n关于帐户的说明".encode("gb18030"))
    good.write_text("通知\n关于账户的说明\n", encoding="utf-8")
    found = fjgov("release", "check", bad, "--json")
    assert found.code == 1
    (row,) = found.json["rows"]
    assert (row["line"], row["mark"]) == (2, "misprint:帐户")
    assert fjgov("release", "check", good).code == 0


def test_word_documents_are_read_without_what_was_deleted(fjgov: Fjgov, tmp_path: Path) -> None:
    gone = "<w:p><w:del><w:r><w:delText>攻府</w:delText></w:r></w:del><w:r><w:t>正文</w:t></w:r></w:p>"
    assert fjgov("release", "check", docx(tmp_path / "甲.docx", gone)).code == 0
    split = "<w:p><w:r><w:t>关于帐</w:t></w:r><w:r><w:t>户的通知</w:t></w:r></w:p>"
    found = fjgov("release", "check", docx(tmp_path / "乙.docx", paragraph("标题") + split), "--json")
    assert (found.code, found.json["rows"][0]["line"]) == (1, 2)


@pytest.mark.parametrize("kind", ["bomb", "torn", "squeezed", "doctype", "empty", "name"])
def test_a_broken_document_is_refused_in_a_sentence(fjgov: Fjgov, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "坏.docx"
    if kind == "bomb":
        docx(path, paragraph("长" * 20_000_000))
    elif kind == "torn":
        docx(path, "<w:p>")
    elif kind == "squeezed":
        whole = docx(path, paragraph("".join(map(chr, range(0x4E00, 0x5200))))).read_bytes()
        path.write_bytes(whole[:200] + bytes(byte ^ 0x55 for byte in whole[200:260]) + whole[260:])
    elif kind == "doctype":
        docx(path, paragraph("文"), '<!DOCTYPE a [<!ENTITY b "c">]>')
    elif kind == "empty":
        path.write_bytes(b"")
    else:
        path = tmp_path / "旧.doc"
        path.write_bytes(b"x")
    refused = fjgov("release", "check", path)
    assert refused.code == 2
    assert "Traceback" not in refused.err
    assert refused.err.strip()


def test_from_draft_to_published_withdrawn_and_published_again(county: Fjgov) -> None:
    """By the offices of one unit; what is missing is told in words each time."""
    for name, role in (("信", "信息员"), ("分", "直接责任人"), ("主", "第一责任人"), ("科", "科室负责人")):
        assert county("ledger", "add", "person", f"name={name}", "unit=白帝镇人民政府", f"roles={role}").code == 0
    pairs = ("title=补贴通知", "unit=白帝镇人民政府", "text=关于帐户的通知", "secrecy_result=可以公开")
    started = county("release", "start", *pairs)
    assert started.code == 0, started.err
    record = started.out.strip()
    signers = {"review1": "信", "review2": "分", "review3": "主", "secrecy": "信", "proof1": "信", "proof2": "科"}
    for step, name in signers.items():
        assert county("release", "sign", record, step, "--by", name, *CHECKED.get(step, ())).code == 0
    refused = county("release", "sign", record, "proof3", "--by", "分")
    assert (refused.code, "misprint:帐户" in refused.err) == (2, True)
    assert county("release", "faults", record).code == 1
    assert county("release", "keep", record, "misprint:帐户", "--reason", "原文如此", "--by", "信").code == 0
    assert county("release", "faults", record).code == 0
    assert county("release", "publish", record).code == 2, "not through its third proof"
    assert county("release", "sign", record, "proof3", "--by", "分").code == 0
    published = county("release", "publish", record, "--url", "https://bdz.example/1.html")
    assert (published.code, published.out.strip()) == (0, "已办结")
    assert county("release", "withdraw", record, "--reason", "数据有误").code == 0
    assert county("release", "reopen", record, "--by", "主").code == 0
    assert county("release", "publish", record).code == 2
    changed = county("ledger", "set", "release", record, "text=关于账户的通知")
    assert changed.code == 0, changed.err
    shown = county("release", "diff", record)
    assert "+关于账户的通知" in shown.out
    assert "-关于帐户的通知" in shown.out


@pytest.mark.parametrize("option", ["--by", "--for"])
def test_a_name_that_two_people_have_is_refused_with_the_numbers_to_choose_by(county: Fjgov, option: str) -> None:
    on_duty = "on_duty=2026-01-01"
    numbers = [
        county("ledger", "add", "person", "name=同名", TOWN, f"tag={tag}", "roles=信息员", on_duty).out.strip()
        for tag in ("大", "小")
    ]
    record = county("release", "start", "title=停水公告", TOWN, "text=停水").out.strip()
    refused = county("release", "sign", record, "review1", option, "同名", *CHECKED["review1"])
    first, second = (
        f"{TOWN.removeprefix('unit=')}/{tag}/同名（编号 {at}）" for tag, at in zip("大小", numbers, strict=True)
    )
    assert (refused.code, refused.out) == (2, "")
    assert f"“同名”在台账“人员”里不止一条：{first}、{second}" in refused.err
    assert "请写全名称或编号" in refused.err
    if option == "--by":
        assert county("release", "sign", record, "review1", "--by", numbers[1], *CHECKED["review1"]).code == 0
        steps = county("release", "show", record, "--json").json["steps"]
        assert [step["person"] for step in steps if step["step"] == "review1"] == ["同名"]


def test_twenty_texts_signed_on_paper_come_from_one_sheet_once(county: Fjgov, tmp_path: Path) -> None:
    """Under the headings of an office's own register; the same sheet again changes nothing."""
    for name, role in (("信", "信息员"), ("分", "直接责任人"), ("主", "第一责任人"), ("科", "科室负责人")):
        person = (f"name={name}", "unit=白帝镇人民政府", f"roles={role}")
        assert county("ledger", "add", "person", *person).code == 0
    steps = {"一审": "信", "二审": "分", "三审": "主", "保密审查": "信", "一校": "信", "二校": "科", "三校": "分"}
    headings = ["序号", "信息标题", "报送单位", "成稿日期", "审查结论", "发布时间"]
    headings += [f"{step}{what}" for step in steps for what in ("人", "日期")]
    lines = ["信息发布三审三校登记表", ",".join(headings)]
    for number in range(1, 21):
        cells = [str(number), f"信息{number:02d}", "白帝镇人民政府", "2026-09-01", "可以公开", "2026年9月4日"]
        lines.append(",".join([*cells, *(cell for name in steps.values() for cell in (name, "2026.9.3"))]))
    sheet = tmp_path / "三审三校登记表.csv"
    sheet.write_text("\n".join(lines), encoding="utf-8-sig")
    imported = county("ledger", "import", sheet)
    assert imported.code == 0, imported.out + imported.err
    listed = county("release", "list", "--json").json
    assert listed["total"] == 20
    assert {row["state"] for row in listed["rows"]} == {"已办结"}
    assert [row["breaches"] for row in listed["rows"]] == [[]] * 20
    head = county("verify", "--json").out
    assert county("ledger", "import", sheet).code == 0
    assert county("release", "list", "--json").json["total"] == 20
    assert county("verify", "--json").out == head, "nothing was written"


def test_a_text_that_was_never_published_is_not_withdrawn_by_command_or_sheet(county: Fjgov, tmp_path: Path) -> None:
    """The field and what to do are named, of a sheet the row and the column; nothing is written."""
    said = "没有登记发布，没有什么可撤；发布过的请先填发布日期，没有发布过的请空着"
    assert county("release", "start", "title=补贴通知", TOWN, "text=通知").code == 0
    before = county("verify", "--json").out
    for words in (("set", "release", "1"), ("add", "release", "title=第二条", TOWN)):
        refused = county("ledger", *words, "withdrawn_on=2026-09-02")
        assert (refused.code, "撤稿日期" in refused.err, said in refused.err) == (2, True, True), refused.err
    assert "撤稿时刻" in county("ledger", "set", "release", "1", "withdrawn_at=2026-09-02 10:00").err
    assert county("release", "withdraw", "1", "--reason", "有误").code == 2
    lines = ["信息标题,报送单位,成稿日期,发布时间,撤稿日期", "甲,白帝镇人民政府,2026-09-01,2026-09-02,2026-09-03"]
    sheet = tmp_path / "信息发布登记表.csv"
    sheet.write_text("\n".join([*lines, "乙,白帝镇人民政府,2026-09-01,,2026-09-03"]), encoding="utf-8-sig")
    refused = county("ledger", "import", sheet)
    told = refused.out + refused.err
    assert (refused.code, "第 3 行" in told, "撤稿日期" in told, said in told) == (2, True, True, True), told
    assert county("verify", "--json").out == before, "all rows or none"


def test_a_form_is_found_again_by_its_number_even_in_the_text_of_a_scan(county: Fjgov, tmp_path: Path) -> None:
    """A number that was misread has other check digits, and finds nothing rather than another record."""
    for title in ("甲", "乙", "丙"):
        assert county("release", "start", f"title={title}", "unit=白帝镇人民政府", "text=正文").code == 0
    printed = county("release", "form", "2").out
    number = next(word for word in printed.split() if word.startswith("release-2-"))
    (row,) = county("find", number, "--json").json["rows"]
    assert (row["ledger"], row["id"], row["name"]) == ("release", 2, "乙")
    scan = tmp_path / "扫描.txt"
    scan.write_text(f"政府信息公开三审三校表\n办件号 {number.upper()} 打印\n", encoding="utf-8")
    assert county("find", "--file", scan, "--json").json["rows"] == [row]
    scan.write_text(number.replace("-2-", "-3-"), encoding="utf-8")
    misread = county("find", "--file", scan)
    assert (misread.code, "没有认出办件号" in misread.err) == (2, True)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("", ["三审三校", "□ 政治导向正确", "签名："]),
        ("保密审查表", ["保密审查表", "□ 可以公开", "□ 国家秘密", "附表.xlsx"]),
        ("会签函", ["县水利局：", "第十七条", "□ 同意公开"]),
    ],
)
def test_papers_are_filled_from_the_record_and_empty_where_they_are_signed(
    county: Fjgov, tmp_path: Path, kind: str, said: list[str]
) -> None:
    """Articles 13, 15 and 17; as text and as .docx, each with the number that finds the record again."""
    table = tmp_path / "附表.xlsx"
    table.write_bytes(b"1")
    pairs = ("title=补贴通知", "unit=白帝镇人民政府", "text=正文", "joint=县水利局")
    assert county("release", "start", *pairs).code == 0
    assert county("release", "attach", "1", table).code == 0
    assert county("release", "attachments", "1", table).code == 0
    table.write_bytes(b"2")
    assert county("release", "attachments", "1", table).code == 1, "not the file that was registered"
    asked = ("--kind", kind) if kind else ()
    text = county("release", "form", "1", *asked).out
    assert [words for words in (*said, "release-1-15") if words not in text] == []
    paper = tmp_path / "表.docx"
    assert county("release", "form", "1", *asked, "--file", paper).code == 0
    assert "release-1-15" in zipfile.ZipFile(paper).read("word/document.xml").decode()


def test_the_announcement_of_a_closing_counts_fifteen_working_days(county: Fjgov) -> None:
    """Over the spring festival of 2026, whose days off are those of the announced calendar (article 9)."""
    pairs = ("title=白帝发布", "kind=关停", "unit=白帝镇人民政府", "announced_on=2026-02-09")
    assert county("change", "start", *pairs).code == 0
    text = county("change", "form", "1", "--kind", "关停公告稿").out
    assert "公告时间：2026年2月9日至2026年3月6日" in text
    assert county("change", "form", "1", "--kind", "会签函").code == 2


def test_a_closing_names_the_account_as_its_ledger_does_and_no_label_runs_into_its_value(county: Fjgov) -> None:
    account = ("name=白帝发布", "platform=微信公众号", "unit=白帝镇人民政府", "state=运行")
    assert county("ledger", "add", "media", *account).code == 0
    pairs = ("title=白帝发布停办", "kind=关停", "unit=白帝镇人民政府", "media=白帝发布")
    assert county("change", "start", *pairs).code == 0
    assert "决定关停“白帝发布”账号" in county("change", "form", "1", "--kind", "关停公告稿").out
    assert "网站或账号名称  白帝发布停办" in county("change", "form", "1").out


def test_a_text_from_a_file_is_looked_at_like_any_other(county: Fjgov, tmp_path: Path) -> None:
    """Typed, pasted or from a document: .txt, .md and .docx."""
    paper = docx(tmp_path / "稿.docx", paragraph("关于帐户的通知"))
    started = county("release", "start", "title=通知", "unit=白帝镇人民政府", "--file", paper)
    assert started.code == 0, started.err
    assert county("release", "faults", "1").code == 1
    better = tmp_path / "稿.md"
    better.write_text("关于账户的通知", encoding="utf-8")
    assert county("release", "text", "1", better).code == 0
    assert county("release", "faults", "1").code == 0
    assert county("handover", "list").code == 0


def test_every_step_can_be_told_as_json_with_who_signed_on_which_paper_and_its_scan(
    county: Fjgov, tmp_path: Path
) -> None:
    """For offices whose own programs sign: start, sign, return, publish and withdraw answer as `show` does."""
    for name, role in (("信", "信息员"), ("分", "直接责任人"), ("主", "第一责任人"), ("科", "科室负责人")):
        assert county("ledger", "add", "person", f"name={name}", "unit=白帝镇人民政府", f"roles={role}").code == 0
    assert county(
        "ledger", "add", "substitution", "deputy=科", "principal=主", "since=2020-01-01", "until=2099-12-31",
        "authority=党政办〔2026〕1号",
    ).code == 0  # fmt: skip
    scan = tmp_path / "审签单.pdf"
    scan.write_bytes(b"%PDF")
    started = county("release", "start", "title=补贴通知", "unit=白帝镇人民政府", "text=通知", "--json").json
    record = str(started["release"]["id"])
    assert started["release"]["next"] == "review1"
    assert started["release"]["who"] == ["信"]
    sign = ("release", "sign", record)
    first = county(*sign, "一审", "--by", "信", "--paper", "审〔2026〕1号", "--file", scan, "--json").json
    by_step = {row["step"]: row for row in first["rows"]}
    assert by_step["review1"]["paper"] == "审〔2026〕1号"
    assert by_step["review1"]["scan"].endswith(" 审签单.pdf")
    returned = county("release", "return", record, "二审", "--by", "分", "--ground", "6", "--json").json
    assert returned["release"]["round"] == 2
    for step, name in (("一审", "信"), ("二审", "分")):
        assert county(*sign, step, "--by", name, "--checked", "全部").code == 0
    third = county(*sign, "三审", "--by", "科", "--for", "主", "--checked", "全部", "--json").json
    assert next(row for row in third["rows"] if row["step"] == "review3")["behalf"] == "主"
    wrong = county(*sign, "保密审查", "标题=别的")
    assert (wrong.code, "保密审查时不能填标题" in wrong.err) == (2, True)
    assert county(*sign, "保密审查", "--by", "信").code == 2, "without a conclusion"
    assert county(*sign, "保密审查", "保密审查结论=可以公开", "--by", "信").code == 0
    for step, name in (("一校", "信"), ("二校", "科"), ("三校", "分")):
        assert county(*sign, step, "--by", name).code == 0
    published = county("release", "publish", record, "--url", "https://bdz.example/1.html", "--by", "信", "--json").json
    assert published["release"]["state"] == "已办结"
    gone = county(
        "release", "withdraw", record, "--reason", "数据有误", "--paper", "撤〔2026〕2号", "--file", scan, "--json"
    ).json
    assert gone["release"]["withdrawn_paper"].startswith("撤〔2026〕2号")
    assert gone["release"]["withdrawn_paper"].endswith("审签单.pdf")


def test_a_conclusion_that_comes_with_a_refused_signature_is_not_written(county: Fjgov) -> None:
    for name, role in (("信", "信息员"), ("分", "直接责任人")):
        assert county("ledger", "add", "person", f"name={name}", "unit=白帝镇人民政府", f"roles={role}").code == 0
    pairs = ("网站或账号名称=白帝发布", "事项=开设新媒体", "主办单位=白帝镇人民政府", "平台=微博")
    started = county("change", "start", *pairs)
    assert started.code == 0, started.err
    record = started.out.strip()
    refused = county("change", "sign", record, "批准", "批准文号=渝办〔2026〕1号")
    assert refused.code == 2
    assert "书面申请" in refused.err
    shown = county("ledger", "show", "change", "--json").json["rows"]
    assert [row["approval"] for row in shown] == [None]
