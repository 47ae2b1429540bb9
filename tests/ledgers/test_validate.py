"""One validator for forms, commands and imports."""

from fjgov_tui.errors import FieldProblem, RecordProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.types import Raw, Stored
from fjgov_tui.ledgers.validate import normalise, shown
from fjgov_tui.store import Store
from fjgov_tui.text import mask

SITE, PERSON, VENDOR = LEDGERS["site"], LEDGERS["person"], LEDGERS["vendor"]


def judge(
    store: Store, ledger: str, given: dict[str, Raw], current: dict[str, Stored] | None = None
) -> tuple[dict[str, Stored], list[FieldProblem]]:
    return normalise(LEDGERS[ledger], given, store.read.names(), current)


def test_every_bad_field_is_named_at_once_in_the_order_of_the_form(store: Store) -> None:
    given: dict[str, Raw] = {"kind": "其它的", "url": "ftp://a.cn", "unit": "没有的单位", "opened_on": "昨天"}
    _, problems = judge(store, "site", given)
    assert [problem.field for problem in problems] == ["name", "unit", "kind", "url", "opened_on"]
    sentence = str(RecordProblem("新站点", problems))
    assert sentence.startswith("新站点：站点名称必须填写；主办单位「没有的单位」在台账“单位”里没有")


def test_fields_that_are_not_given_keep_their_value_and_blank_ones_lose_it(store: Store) -> None:
    values, problems = judge(
        store, "vendor", {"note": " "}, {"name": "某公司", "unit": 1, "note": "旧", "service": "运维"}
    )
    assert not problems
    assert (values["name"], values["note"], values["service"]) == ("某公司", None, "运维")


def test_a_sealed_value_that_comes_back_masked_stays_and_a_foreign_mask_is_refused(store: Store) -> None:
    current: dict[str, Stored] = {"name": "张三", "unit": 1, "mobile": "13800138000"}
    values, problems = judge(store, "person", {"mobile": mask("13800138000")}, current)
    assert (values["mobile"], problems) == ("13800138000", [])
    _, problems = judge(store, "person", {"mobile": "139****9000"}, current)
    assert "请填完整的值" in problems[0].reason
    _, problems = judge(store, "person", {"name": "李四", "mobile": "138****8000"})
    assert any("请填完整的值" in problem.reason for problem in problems)


def test_messages_show_what_was_given_but_never_what_is_sealed(store: Store) -> None:
    _, problems = judge(store, "person", {"name": "张三", "mobile": "1380013800012"})
    said = next(problem for problem in problems if problem.field == "mobile")
    assert "1380013800012" not in str(said)
    assert shown(PERSON["name"], "张\x1b[2J三\n" + "长" * 60).startswith("张␛[2J三")
    assert "\n" not in shown(PERSON["name"], "a\nb")


def test_a_new_record_takes_declared_defaults_and_a_change_does_not(store: Store) -> None:
    values, problems = judge(store, "training", {"name": "集中培训"})
    assert [problem.field for problem in problems] == ["held_on", "form", "organiser"]
    values, _ = judge(store, "column", {"name": "要闻"})
    assert values["level"] == 1
    values, _ = judge(store, "column", {"name": "要闻", "level": " "})
    assert values["level"] is None
    values, _ = judge(store, "site", {"name": "某站", "state": ""})
    assert values["state"] == "运行"
    _, problems = judge(
        store, "site", {"state": ""}, {"name": "某站", "unit": 1, "kind": "子网站", "url": "http://a.cn/"}
    )
    assert [problem.field for problem in problems] == ["state"]
