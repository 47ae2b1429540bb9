"""The demo county as spreadsheets that offices hand in: a title row, their own headings, totals, notes."""

from collections.abc import Iterator, Sequence
from datetime import date

from fjgov_tui.dataclass import dataclass
from fjgov_tui.demo.planted import Row
from fjgov_tui.exchange import Grid
from fjgov_tui.ledgers.types import Raw


@dataclass(frozen=True)
class DemoLayout:
    """How one office keeps a ledger."""

    ledger: str
    sheet: str
    title: str
    headings: str
    """`field heading` pairs, in the order of the columns, separated by blanks."""
    days: str = ""
    """How dates are typed, as for `strftime`; empty for real date cells."""
    footer: tuple[str, ...] = ()
    """A last line that is no record."""


WORKBOOKS: tuple[tuple[str, tuple[DemoLayout, ...]], ...] = (
    (
        "演示：单位和人员.xlsx",
        (
            DemoLayout(
                "unit", "单位台账", "奉节县政府网站和政务新媒体主办单位台账（演示）",
                "name 单位名称 kind 单位类型 first 主要领导 direct 分管领导 parent 所属单位 phone 办公电话",
                footer=("合计", "63个"),
            ),
            DemoLayout(
                "person", "人员名册", "网站和政务新媒体工作人员名册（演示）",
                "unit 工作单位 name 姓名 tag 同名区分 post 职位 roles 分工 mobile 手机号码"
                " phone24 24小时联系电话 on_duty 上岗日期 left_on 离职日期 real_name 是否实名登记"
                " changed_on 变动日期 filed_on 报备日期 pledge_on 保密承诺书签订日期",
                days="%Y.%m.%d", footer=("填表人：演示员",),
            ),
        ),
    ),
    (
        "演示：网站栏目和新媒体.xlsx",
        (
            DemoLayout(
                "vendor", "服务商台账", "第三方服务商台账（演示）",
                "name 公司名称 unit 委托单位 service 服务项目 duties 是否约定权责 contract_from 合同起始日期"
                " contract_to 合同终止日期 nda_on 保密协议签订日期 trained_on 保密培训日期"
                " checked_on 资质审查日期 contact 服务商联系人 mobile 联系电话",
                days="%Y年%m月%d日",
            ),
            DemoLayout(
                "site", "网站台账", "政府网站基本信息表（演示）",
                "name 网站名称 unit 主办单位 kind 网站类型 url 首页网址 id_code 政府网站标识码 icp ICP备案"
                " police 公安备案 backend 后台管理地址 approval 开设批文 opened_on 上线日期 state 状态"
                " vendor 技术支持单位 audited_on 编办审核日期 badge_notice_on 标识通知日期 badge_on 标识加挂日期",
            ),
            DemoLayout(
                "column", "栏目清单", "各站点栏目清单（演示）",
                "site 网站名称 name 栏目 kind 栏目类别 level 层级 url 栏目链接 unit 保障单位"
                " updated_on 检查时更新日期 source 更新依据",
                days="%Y%m%d",
            ),
            DemoLayout(
                "media", "政务新媒体台账", "政务新媒体备案登记表（演示）",
                "platform 所属平台 name 新媒体名称 unit 主办单位 subject 认证单位 approval 审批文号"
                " approved_on 审批日期 opened_on 开通日期 followers 粉丝数 posted_on 最近发布日期"
                " interactive 互动功能 state 状态 vendor 代运维单位",
                footer=("注：粉丝数为登记当日数",),
            ),
        ),
    ),
    (
        "演示：后台账户.xlsx",
        (
            DemoLayout(
                "account", "账号密码台账", "后台账户和口令更换台账（演示，不记口令）",
                "name 账户标识 site 所属站点 media 所属新媒体 login 登录账号 holder 管理员姓名"
                " privilege 权限级别 opened_on 开通日期 rotated_on 上次更换日期 length 密码位数 length_basis 位数核验"
                " used_on 最近登录日期 state 状态",
            ),
        ),
    ),
    (
        "演示：口令更换和工作移交.xlsx",
        (
            DemoLayout(
                "rotation", "口令更换登记", "后台账户口令更换登记（演示，不记口令）",
                "account 账户标识 on 更换日期 by 保管人 length 密码位数 basis 核验 strength 强度 reason 原因"
                " witness 监督人",
                days="%Y-%m-%d",
            ),
            DemoLayout(
                "handover", "工作移交登记", "人员调离工作移交登记（演示）",
                "leaver 调离人员 left_on 调离日期 taker 接收人 pledge_on 离岗保密承诺 filed_on 报备日期"
                " closed_on 办结日期",
                days="%Y.%m.%d",
            ),
            DemoLayout(
                "handover_item", "移交清单", "移交账户清单（演示）",
                "handover 移交 account 账户标识 taker 接收人",
            ),
        ),
    ),
    (
        "演示：培训.xlsx",
        (
            DemoLayout(
                "training", "培训登记", "政府网站和政务新媒体培训登记（演示）",
                "name 培训主题 held_on 培训时间 form 培训方式 topics 培训内容 organiser 组织单位 hours 课时"
                " place 培训地点",
                days="%Y-%m-%d",
            ),
            DemoLayout(
                "attendance", "签到表", "参训人员签到表（演示）",
                "training 培训班 unit 单位 person 姓名 passed 考核合格",
            ),
        ),
    ),
    (
        "演示：服务商监督、公开申请和留言.xlsx",
        (
            DemoLayout(
                "vendor_check", "日常监督记录", "受托服务商日常监督记录（演示）",
                "vendor 服务商名称 checked_on 监督日期 by 监督人 result 检查结果 problem 存在问题 mended_on 整改日期",
                days="%Y-%m-%d",
            ),
            DemoLayout(
                "request", "依申请公开登记表", "依申请公开登记表（演示）",
                "title 申请事项 unit 受理单位 received_on 收到申请日期 channel 申请方式 applicant 申请人姓名"
                " supplement_on 补正告知日 extended_on 延期告知日期 result 答复类型 replied_on 答复日 document 文号",
                days="%Y.%m.%d",
            ),
            DemoLayout(
                "message", "网民留言登记表", "网民留言登记表（演示）",
                "title 留言主题 unit 承办单位 received_on 留言时间 kind 类型 site 留言站点 reply 回复内容"
                " replied_on 回复时间 rating 满意度",
                days="%Y-%m-%d",
            ),
        ),
    ),
    (
        "演示：开办关停和信息发布.xlsx",
        (
            DemoLayout(
                "change", "开办关停备案表", "网站和政务新媒体开办、变更、关停备案表（演示）",
                "title 名称 kind 办理事项 unit 申请单位 media 政务新媒体 platform 平台 url 网址 reason 申请理由"
                " consent_on 单位决定日期 applied_on 申请日期 reviewed_on 上报日期 approval 审批文号"
                " approved_on 审批日期 police_on 公安备案日期 tested_on 安全检测日期 opened_on 开通日期"
                " certified_on 认证日期 filed_on 备案日期 announced_on 公告日期 executed_on 关停日期"
                " until_on 下线至 closed_on 办结日期",
                days="%Y.%m.%d",
            ),
            DemoLayout(
                "source", "转载白名单", "允许转载的来源（演示）",
                "name 来源名称 host 网址 kind 类别 since 允许起",
            ),
            DemoLayout(
                "release", "三审三校登记表", "信息发布“三审三校”登记表（演示）",
                "title 信息标题 unit 报送单位 formed_on 成稿日期 category 类别 text 正文 origin 来源类型"
                " source 转载来源 joint 会签单位 review1_by 一审人 review1_on 一审日期 review2_by 二审人"
                " review2_on 二审日期 review3_by 三审人 review3_on 三审日期 secrecy_by 保密审查员"
                " secrecy_on 保密审查日期 secrecy_result 审查结论 deidentified 已去标识 proof1_by 一校人"
                " proof1_on 一校日期 proof2_by 二校人 proof2_on 二校日期 proof3_by 三校人 proof3_on 三校日期"
                " published_on 发布时间 withdrawn_on 撤稿日期 withdrawn_why 撤稿原因 note 备注",
                days="%Y-%m-%d",
            ),
            DemoLayout(
                "key_point", "公开要点", "政务公开工作要点任务分解（演示）",
                "year 年度 title 要点 unit 责任单位 level 级别 document 依据文件 due_on 完成期限 done_on 完成日期",
                days="%Y-%m-%d",
            ),
            DemoLayout(
                "consent", "会签登记", "共同形成信息会签登记（演示）",
                "release 信息 unit 会签单位 asked_on 征求日期 answered_on 答复日期 answer 答复 document 文号",
                days="%Y-%m-%d",
            ),
        ),
    ),
    (
        "演示：安全保障.xlsx",
        (
            DemoLayout(
                "system", "信息系统台账", "信息系统等级保护台账（演示）",
                "name 系统名称 unit 运营单位 since 投运日期 grade 定级 graded_on 定级日期 filed_on 备案日期"
                " filing 备案号 vendor 安全服务机构 log_months 日志留存（月） logs_backed 日志备份"
                " backend_limited 后台限制 mfa 多因素登录 function_on 最近上新功能 state 状态",
                days="%Y-%m-%d",
            ),
            DemoLayout(
                "safety", "安全检查记录", "安全检查和测评记录（演示）",
                "system 系统名称 kind 检查类型 checked_on 检查日期 by 检查单位或人 result 检查结果 problem 存在问题"
                " mend_by 整改期限 mended_on 整改完成",
                days="%Y-%m-%d",
            ),
            DemoLayout(
                "security_rule", "安全制度", "网站安全管理制度台账（演示）",
                "unit 单位 name 制度名称 issued_on 印发日期 officer 安全管理员 duties 职责权限",
                days="%Y-%m-%d",
            ),
            DemoLayout(
                "plan", "应急预案台账", "网络安全应急预案台账（演示）",
                "unit 单位 name 预案名称 issued_on 印发日期 abolished_on 废止日期", days="%Y-%m-%d",
            ),
            DemoLayout(
                "plan_step", "预案步骤", "网络安全应急预案步骤（演示）",
                "plan 预案 grade 级别 number 第几步 action 做什么 person 谁来做 minutes 时限（分钟）",
            ),
            DemoLayout(
                "drill", "演练记录", "应急演练记录（演示）",
                "plan 预案 held_on 演练日期 form 演练方式 result 演练结果", days="%Y-%m-%d",
            ),
            DemoLayout(
                "vendor_exit", "合同到期收尾", "服务商合同到期收尾登记（演示）",
                "vendor 服务商 ended_on 合同到期 returned_on 数据交还 returned 交还了什么 closed_on 办结日期",
                days="%Y-%m-%d",
            ),
        ),
    ),
    (
        "演示：季度检查、通报和整改.xlsx",
        (
            DemoLayout(
                "inspection", "季度检查", "网站和政务新媒体季度检查情况表（演示）",
                "period 检查期 kind 检查类型 name 检查对象 site 站点 media 政务新媒体 unit 责任单位 result 检查结果"
                " grounds 存在问题 checked_on 检查日期",
                days="%Y-%m-%d",
            ),
            DemoLayout(
                "bulletin", "通报", "季度通报登记（演示）",
                "period 检查期 title 标题 number 文号 issued_on 印发日期",
                days="%Y-%m-%d",
            ),
            DemoLayout(
                "rectification", "整改", "检查发现问题整改台账（演示）",
                "title 整改事项 unit 责任单位 period 检查期 site 站点 media 政务新媒体 problem 问题"
                " document 通知书文号 ordered_on 下达日期 report 整改情况 reported_on 报告日期 rechecked_on 复查日期"
                " closed_on 办结日期",
                days="%Y-%m-%d",
            ),
            DemoLayout(
                "accountability", "问责", "约谈问责登记（演示）",
                "title 事由 unit 责任单位 ground 情形 period 检查期 facts 事实 proposed_on 提出日期 measures 处理"
                " decided_on 决定日期 points 扣分 done_on 约谈日期 outcome 执行情况 closed_on 办结日期",
                days="%Y-%m-%d",
            ),
        ),
    ),
    (
        "演示：值班和读网.xlsx",
        (
            DemoLayout(
                "shift", "值班表", "县政府办公室值班表（演示）",
                "day 值班日期 part 班次 unit 值班单位 person 值班人员 leader 带班领导",
                days="%Y-%m-%d",
            ),
            DemoLayout(
                "patrol", "读网记录", "值班读网记录（演示）",
                "read_at 读网时间 person 值班员 site 网站 result 检查结果 problem 发现问题",
            ),
            DemoLayout(
                "phone_check", "电话抽查", "值班电话抽查记录（演示）",
                "called_at 拨打时刻 person 姓名 answered 是否接通 second_at 第二次拨打 second 第二次是否接通",
            ),
            DemoLayout(
                "incident", "预警处置", "预警处置台账（演示）",
                "found_at 发现时间 title 问题描述 kind 问题类型 severity 程度 source 发现途径 site 网站"
                " unit 责任单位 evidence 证据 verdict 核实结论 verified_at 核实时刻 notified_at 通知时间"
                " notified_how 通知方式 notified_to 通知了谁 answered 是否接到 handled_at 处置时间"
                " leader_at 报领导时刻 disposal 初步处置 grade 事件级别 grade_reason 定级理由 judged_at 研判时刻"
                " provincial_at 报省级网信时刻 summary_on 总结报告日期 rechecked_at 人工复查时刻"
                " root_cause 原因分析 closed_at 办结时刻",
            ),
            DemoLayout(
                "opinion", "舆情", "舆情登记台账（演示）",
                "found_at 发现时间 title 舆情 degree 程度 unit 涉及单位 platform 平台 found_by 发现人"
                " reported_at 报网信时刻 facts 事实 checked_at 核实时刻 response 回应内容 responded_at 回应时刻"
                " follow_up 后续走向 briefed_to 汇报对象 briefed_at 汇报时刻 outcome 结果 closed_at 办结时刻",
            ),
        ),
    ),
)  # fmt: skip
"""One entry a workbook, in the order in which they are imported: later ones refer to earlier ones."""


def grids(layouts: Sequence[DemoLayout], tables: dict[str, list[Row]]) -> list[Grid]:
    """The sheets of a workbook."""
    return [Grid(layout.sheet, list(_lines(layout, tables[layout.ledger]))) for layout in layouts]


def _lines(layout: DemoLayout, rows: Sequence[Row]) -> Iterator[Sequence[Raw]]:
    words = layout.headings.split()
    fields, headings = words[::2], words[1::2]
    wide = len(fields) + 1
    yield [layout.title] * wide  # merged across the sheet, as it is read
    yield [None] * wide
    yield ["序号", *headings]
    for number, row in enumerate(rows, 1):
        yield [number, *(_cell(layout, row.get(field)) for field in fields)]
    if layout.footer:
        yield [*layout.footer, *[None] * (wide - len(layout.footer))]


def _cell(layout: DemoLayout, value: Raw) -> Raw:
    return value.strftime(layout.days) if layout.days and isinstance(value, date) else value
