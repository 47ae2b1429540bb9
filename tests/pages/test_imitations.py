"""Pages invented after the habits of real ones, judged as a person would; the figures go into docs/监测.md."""

import pytest

from fjgov_tui.observed.pages import Json
from fjgov_tui.pages.answers import alarms_of
from fjgov_tui.pages.contents import content
from tests.each import each
from tests.pages.imitations.articles import FAULTY, article
from tests.pages.imitations.articles import SOUND as SOUND_TEXTS
from tests.pages.imitations.attacks import Attack
from tests.pages.imitations.judging import (
    SETS,
    UNMENDED,
    base_of,
    beside,
    blank_is_right,
    content_rules,
    contents,
    date_is_right,
    dated,
    first_sights,
    violations,
)
from tests.pages.imitations.shape import Column
from tests.pages.imitations.skins import SITE
from tests.pages.imitations.unseen import UNSEEN_FAULTY, UNSEEN_SOUND
from tests.test_docs import FIGURES_PAGE, is_as_declared

EVERY_COLUMN = tuple((column, beside(column, each.columns)) for each in SETS.values() for column in each.columns)
MISSED = {
    "village: nothing",
    "village: an empty table",
    "park: home",
    "nothing: bureau: nothing",
    "nothing: bureau: empty table",
    "nothing: catalogue: head of a table",
    "nothing: catalogue: nothing",
    "nothing: media: at the end",
    "nothing: park: nothing",
    "nothing: town: empty store",
    "nothing: town: nothing",
    "invest: 招商项目",
    "agri: 项目公示",
}
"""What the program does not read: empty pages that say nowhere where they are, seen alone; a single notice with its day
in brackets; a day on which a project was recommended, a term without a word. None is called anything: the entered date
counts."""
EVERY_ATTACK = tuple(attack for name, each in SETS.items() if name not in UNMENDED for attack in each.attacks)
SOUND_PAGES = tuple(dict.fromkeys((attack.before, attack.site) for attack in EVERY_ATTACK))


@each("column, others", EVERY_COLUMN, ids=[column.name for column, _ in EVERY_COLUMN])
def test_a_column_is_dated_and_called_blank_as_a_person_would(column: Column, others: list[Column]) -> None:
    found = dated(column, others)
    assert date_is_right(column, found) or column.name in MISSED, found
    assert blank_is_right(column, found) or column.name in MISSED, found


UNTOLD = {
    "telephone for questions changed in plain text",
    "footer_telephone_replaced",
    "false_emergency_headline",
    "qr_image_swapped_on_own_path",
    "dl_sold_link_plausible_name",
    "friendlink_sold_bland_text",
    "phone_exchanged",
    "qr_image_exchanged",
    "qr_picture_exchanged",
    "banner_image_exchanged",
    "rumour_as_notice",
    "false_water_alarm_headline",
    "treasury_account_exchanged",
    "hour_altered",
    "leader_name_altered",
    "notice_deleted",
    "fraud_warning_suppressed",
    "smart_banner_app_id",
    "webmaster_verification_claimed",
    "donation_account_exchanged",
    "friend_link_plausible_extra",
    "commercial_friend_link",
    "fake_emergency_news",
    "qr_base64_swapped",
    "hotline_number_swapped",
    "beian_link_and_number_swapped",
    "video_source_swapped",
    "donation_account_replaced",
    "donation_account_number_changed",
    "hotline_number_changed",
    "hotline_number_exchanged",
    "mailbox_exchanged",
    "contact_mailbox_exchanged",
    "report_mailbox_changed",
    "rumour_notice",
    "false_reservoir_alarm",
    "false_water_outage_notice",
    "link_friend_plausible",
    "qr_account_swapped",
    "short_link_survey",
    "notice_deadline_altered",
    "phone_number_exchanged",
    "qr_picture_file_swapped",
    "rumour_water_notice",
    "compensation_figures_altered",
    "visible_commercial_link",
    "counter_account_exchanged",
    "mayor_mailbox_exchanged",
    "analytics_account_swapped",
    "bond_account_digits_changed",
    "fee_inserted_in_notice",
    "hoax_dam_evacuation",
    "phone_number_swapped",
    "report_mail_swapped",
    "leader_name_swapped",
    "tech_support_link_sold",
    "hotel_advert_in_news",
    "search_to_affiliate",
    "false_water_alarm",
    "policy_figure_changed",
    "email_exchanged",
    "friend_link_added",
    "support_link_changed",
    "email_exchanged_free",
    "false_dam_alarm",
    "notice_policy_repealed",
    "leader_name_changed",
    "friend_link_plausible_company",
    "police_record_code_exchanged",
    "deposit_account_number_exchanged",
    "hotline_phone_number_exchanged",
    "tender_winner_exchanged",
    "contact_mail_to_free_mailbox",
    "public_account_qr_picture_replaced",
    "warning_about_fraud_removed",
    "subsidy_amount_and_deadline_altered",
    "rumour_headline_school_closure",
    "search_console_ownership_meta",
    "robots_noindex_sabotage",
    "statistics_id_swapped",
    "one_plausible_friend_link",
    "own_qr_picture_replaced",
    "office_phone_exchanged",
    "false_emergency_notice",
    "survey_on_foreign_form_host",
    "subsidy_amount_altered",
    "notice_list_item_deleted",
    "duty_phone_exchanged",
    "qr_replaced_on_own_host",
    "qr_from_unknown_host",
    "plausible_paid_friend_link",
    "counter_account_id_exchanged",
    "parasite_directory_bland_links",
    "slide_picture_from_foreign_host",
    "own_host_script_added",
    "notice_figures_falsified",
    "charity_account_number_exchanged",
    "whistleblower_box_suppressed",
    "qr_picture_swapped",
    "mailbox_swapped",
    "false_rumor_notice",
    "analytics_id_swapped",
    "icp_number_swapped",
    "exam_fee_account_number_changed",
    "consult_phone_changed",
    "report_mail_to_webmail",
    "qr_picture_base64_swapped",
    "friend_link_one_more",
    "planted_notice_in_own_upload",
    "false_flood_alarm",
    "supervision_link_removed",
    "telephone_exchanged",
    "plausible_friend_link",
    "account_qr_exchanged",
    "recruitment_site_exchanged",
    "tracking_pixel_added",
    "complaint_entry_removed",
    "leader_name_exchanged",
    "bid_deposit_account_exchanged",
    "hospital_link_exchanged",
    "site_verification_meta",
    "account_number_same_unit",
    "qq_group_training",
    "deadline_in_notice_falsified",
    "scan_to_pay_notice",
    "one_more_friend_link",
    "robots-noindex",
    "fake-water-emergency",
    "qr-datauri-swap",
    "service-worker-upload",
    "phone-number-swap",
    "email-swap",
    "mayor-mailbox-link",
    "qr_picture_host_changed",
    "panic_notice_plausible",
    "coupon_banner_link",
    "mail_address_exchanged",
    "baidu_site_id_exchanged",
    "notice_href_to_upload_php",
    "official_car_sale_notice",
}
"""What an honest clerk does, too: a number of the same town, a mailbox where anybody may have one, an hour, a name, a
title, a picture in the place of another, another account of the same office or of its counter (who pays is told to
ask), a figure, something taken out, a false alarm or a fee in plain words, one more link among friends, to a partner
or to a survey, a film from elsewhere, a registration with a searcher, whose reward a search earns, another vendor's
name at the foot, a picture or a code from another host, a script of the site's own more, a page that asks searchers to
stay away; it takes a person who knows which is right."""
UNTOLD_AT_FIRST = {"cp_browser_plugin_leftover_script"}
"""One script file of a stranger that looks like any vendor's."""

ACCUSED = {"script_from_bare_ip"}
"""An office that takes its counter from a number without a name, as the attack does: whoever owns it allows it."""


@each("attack", EVERY_ATTACK, ids=[attack.name for attack in EVERY_ATTACK])
def test_an_attack_is_a_violation_and_its_twin_is_not(attack: Attack) -> None:
    """At first sight where the page alone gives it away, against the baseline always; an honest page never."""
    site, base = attack.site, base_of(attack)
    if attack.plain and attack.name not in UNTOLD_AT_FIRST:
        assert violations(attack.page, site=site), "at first sight"
    assert violations(attack.page, base, site) or attack.name in UNTOLD, "against the baseline"
    if attack.name not in ACCUSED:
        assert violations(attack.twin, site=site) == []
        assert violations(attack.twin, base, site) == []


@each("page, site", SOUND_PAGES, ids=[str(number) for number in range(len(SOUND_PAGES))])
def test_a_page_on_which_nothing_was_done_is_not_accused(page: str, site: str) -> None:
    assert violations(page, site=site) == []


def test_four_in_five_findings_about_contents_are_right_and_the_real_ones_are_found() -> None:
    """Goal: at least 80 % of what is told is a fault; a clerk who is wrong one time in two stops reading."""
    faulty = (*FAULTY, *UNSEEN_FAULTY)
    told = [(rule, frozenset[str]()) for text in (*SOUND_TEXTS, *UNSEEN_SOUND) for rule in content_rules(text)]
    told += [(rule, frozenset(wanted)) for text, wanted in faulty for rule in content_rules(text)]
    assert sum(rule in wanted for rule, wanted in told) >= 0.8 * len(told)
    missed = [text for text, wanted in FAULTY if not wanted <= set(content_rules(text))]
    assert missed == []


def test_a_weeks_articles_of_a_county_ask_for_little() -> None:
    """Goal: at most 20 findings a county a week; here 51 articles with all the words that are easily taken amiss."""
    week = (*SOUND_TEXTS, *UNSEEN_SOUND)
    assert len(week) > 50
    assert sum(len(content_rules(text)) for text in week) <= 20


@pytest.fixture(scope="module")
def as_documented() -> bool:
    """Whether docs/监测.md has the figures of now; asked in this file, whose tests look at the same pages."""
    return is_as_declared(FIGURES_PAGE)


def test_the_figures_in_the_manual_are_those_of_now(as_documented: bool) -> None:
    assert as_documented, "other figures are measured now: run .venv/bin/python -m tests.test_docs"


def test_what_was_judged_at_first_sight_is_what_is_there() -> None:
    """A page that is altered after it was judged would make the figure for pages never seen untrue."""
    for name, (digest, _) in first_sights().items():
        assert SETS[name].digest() == digest, name


def test_an_offices_contact_line_is_a_notice_and_a_recipients_mobile_a_violation() -> None:
    ours = "咨询电话：13812345678（县民政局）"
    (contact,) = contents(ours)
    assert (contact.rule, contact.severity) == ("contact", "notice")
    listed = contents(f"低保发放名单：张一 13912345678。{ours}")
    assert [(alarm.rule, alarm.severity) for alarm in listed] == [("mobile", "violation"), ("contact", "notice")]
    about: dict[str, Json] = {"url": f"{SITE}/1.html", "detail": True, "contacts": False}
    assert list(alarms_of(content(article(ours).encode(), about), "faults")) == []
