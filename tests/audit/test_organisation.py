"""Article 5: two responsible persons, on duty and within reach."""

from tests.audit.conftest import County


def test_a_responsible_person_whom_nobody_can_reach_is_a_warning_that_names_her(county: County) -> None:
    county.ids["person"] = 1
    county.save("person", mobile="")
    (finding,) = county.found("5.responsible")
    assert (finding.severity, finding.subject) == ("warning", "白帝镇人民政府")
    assert "第一责任人赵立春" in finding.message
    assert "钱雨水" not in finding.message

    county.save("person", phone24="023-20000001")
    assert county.found("5.responsible") == []


def test_a_missing_person_is_graver_than_a_missing_telephone(county: County) -> None:
    county.ids["person"] = 1
    county.save("person", mobile="")
    county.save("unit", direct="")
    (finding,) = county.found("5.responsible")
    assert finding.severity == "violation"
