"""`fjgov role`: given, listed, taken; the last administrator stays."""

from pathlib import Path

from tests.cli.conftest import Fjgov


def test_roles_are_given_listed_and_taken(county: Fjgov) -> None:
    assert county("role", "grant", "zhou", "管理员").code == 0
    given = county(
        "role", "grant", "wang", "经办", "--unit", "白帝镇人民政府", "--until", "2099-12-31", "--document", "1号"
    )
    assert (given.code, given.out) == (0, "2\n")
    rows = county("role", "list", "--json").json["rows"]
    assert [(row["login"], row["role"], row["unit"], row["state"]) for row in rows] == [
        ("zhou", "管理员", "", "有效"),
        ("wang", "经办", "白帝镇人民政府", "有效"),
    ]
    assert county("role", "revoke", "wang").code == 0
    assert county("role", "list", "--json").json["total"] == 1


def test_the_last_administrator_is_not_taken_and_the_first_role_is_one(county: Fjgov) -> None:
    refused = county("role", "grant", "wang", "经办")
    assert (refused.code, "没有全县的管理员" in refused.err) == (3, True)
    assert county("role", "grant", "zhou", "管理员").code == 0
    assert county("role", "revoke", "zhou").code == 0  # the very last role of all: nobody is bound any more
    assert county("role", "list", "--json").json["total"] == 0


def test_what_is_not_there_is_not_taken(county: Fjgov) -> None:
    refused = county("role", "revoke", "nobody")
    assert (refused.code, "没有任何角色" in refused.err) == (2, True)
    assert county("role", "grant", "zhou", "皇帝").code == 2


def test_doctor_says_whether_roles_bind(county: Fjgov, db: object) -> None:
    def access() -> str:
        rows = county("doctor", "--json").json["rows"]
        return str(next(row["detail"] for row in rows if row["name"] == "access"))

    assert "没有授权" in access()
    assert county("role", "grant", "zhou", "管理员").code == 0
    assert "绕不过程序" in access()


def test_doctor_says_which_deployment_is_in_force_and_what_it_means(county: Fjgov, db: Path) -> None:
    def deployment() -> tuple[str, str]:
        rows = county("doctor", "--json").json["rows"]
        return next((row["state"], row["detail"]) for row in rows if row["name"] == "deployment")

    state, detail = deployment()
    assert (state, detail.startswith("专用文件")) == ("ok", True)
    db.chmod(0o660)
    state, detail = deployment()
    assert (state, detail.startswith("共用文件"), "拦不住" in detail) == ("warn", True, True)
