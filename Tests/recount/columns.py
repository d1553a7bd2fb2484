"""The columns of every kind of file, as formats.md lists them: English name, Japanese name, and what a cell holds.

A column's type is one of: text, staff (a staff number), code, date, month, whole, decimal, yes_no,
choice (with the Japanese word for each value), ref (a code of another kind, whose title is taken too if it is unique),
refs (several of those, `;` between). The first columns marked as key identify a row.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Column:
    """One column: both names, the type of its cells, and what that type needs to be read."""

    name: str
    japanese: str
    type: str = "text"
    choices: dict = field(default_factory=dict)
    target: str = ""


@dataclass(frozen=True)
class Kind:
    """One kind of file: its columns in the order of formats.md, its key, and which column is a row's title."""

    name: str
    key: tuple
    columns: tuple
    title: str = ""

    def column(self, name):
        return next(column for column in self.columns if column.name == name)

    @property
    def headings(self):
        """Either name of each column, to the column."""
        found = {column.name: column for column in self.columns}
        found.update({column.japanese: column for column in self.columns if column.japanese})
        return found


def text(name, japanese=""):
    return Column(name, japanese)


def of(type, name, japanese):
    return Column(name, japanese, type)


def choice(name, japanese, **choices):
    return Column(name, japanese, "choice", choices)


def ref(name, japanese, target):
    return Column(name, japanese, "ref", target=target)


STAFF_NO = of("staff", "staff_no", "職員番号")
MONTH = of("month", "month", "対象月")
EVERY_KIND = (of("yes_no", "withdrawn", "取消"), text("reason", "理由"))


def kind(name, key, *columns, title=""):
    return Kind(name, tuple(key.split()), columns + EVERY_KIND, title)


# In an order that respects references, so that importing them one after another works.
KINDS = {
    each.name: each
    for each in (
        kind("categories", "code", of("code", "code", ""), text("title"), text("title_en"), text("tier"), title="title"),
        kind("grades", "code", of("code", "code", ""), text("title"), of("whole", "rank", ""), title="title"),
        kind("areas", "code", of("code", "code", ""), text("title"), title="title"),
        kind(
            "units", "code valid_from",
            of("code", "code", "所属コード"), of("date", "valid_from", "適用開始日"), of("date", "valid_to", "適用終了日"),
            text("name", "所属名"), text("name_en", "英語名"),
            choice("kind", "区分", authority="任命権者", bureau="局", division="部", section="課", team="係"),
            ref("parent_code", "上位所属コード", "units"), Column("succeeds", "前身コード", "refs", target="units"), title="name",
        ),
        kind(
            "staff", "staff_no",
            STAFF_NO, text("name", "氏名"), text("kana", "フリガナ"), text("former_name", "旧姓"), text("email", "メール"),
            of("date", "joined_on", "採用日"), of("date", "left_on", "退職日"), of("staff", "previous_no", "旧職員番号"),
        ),
        kind(
            "posts", "staff_no unit_code valid_from",
            STAFF_NO, ref("unit_code", "所属コード", "units"), of("date", "valid_from", "発令日"), of("date", "valid_to", "終了日"),
            choice("kind", "本務兼務", primary="本務", concurrent="兼務"), of("whole", "share_percent", "従事割合"),
            choice("employment", "任用区分", permanent="常勤", reappointed="再任用", fixed_term="任期付", yearly="会計年度任用"),
            ref("grade", "職層", "grades"), of("whole", "contracted_minutes", "4週勤務時間(分)"),
        ),
        kind(
            "leaves", "staff_no valid_from",
            STAFF_NO, of("date", "valid_from", "開始日"), of("date", "valid_to", "終了日"),
            choice("kind", "種別", leave="休職", parental="育児休業", secondment="派遣", training="長期研修"),
        ),
        kind(
            "courses", "code",
            of("code", "code", "研修コード"), text("title", "研修名"), text("axis", "区分"), of("whole", "level", "水準"),
            of("whole", "minutes", "研修時間(分)"), of("whole", "valid_months", "有効月数"), Column("required", "必修", "refs", target="grades"),
            of("date", "required_from", "必修適用日"), text("version", "版"), title="title",
        ),
        kind(
            "training", "staff_no course_code completed_on",
            STAFF_NO, ref("course_code", "研修コード", "courses"), of("date", "completed_on", "修了日"),
            choice("outcome", "結果", attended="受講", confirmed="理解確認", applied="業務適用"), of("decimal", "score", "点数"),
        ),
        kind(
            "tools", "code",
            of("code", "code", "ツールコード"), text("name", "ツール名"), text("vendor", "提供者"), text("kind", "種別"),
            choice("status", "状態", trial="試行", approved="承認", retired="廃止"), of("whole", "cost_per_seat_month", "月額単価(円)"),
            title="name",
        ),
        kind(
            "tasks", "code",
            of("code", "code", "業務コード"), text("title", "業務名"),
            choice("area", "業務領域", service="都民サービス", service_related="都民サービス関連業務", internal="職員内部業務"),
            of("decimal", "baseline_minutes", "基準時間(分/件)"), of("whole", "cases_year", "年間件数"), of("yes_no", "core", "コア業務"),
            title="title",
        ),
        kind(
            "use-cases", "code",
            of("code", "code", "事例コード"), text("title", "事例名"), ref("tool_code", "ツールコード", "tools"), ref("task_code", "業務コード", "tasks"),
            choice("risk", "リスク区分", blue="青", yellow="黄", red="赤"), of("date", "review_on", "点検期日"),
            ref("origin_unit_code", "発案所属", "units"), title="title",
        ),
        kind(
            "measurements", "code",
            of("code", "code", "計測コード"), ref("use_case_code", "事例コード", "use-cases"), ref("unit_code", "所属コード", "units"),
            of("date", "measured_on", "計測日"), of("date", "valid_until", "有効期限"),
            choice(
                "method", "方法", diary="日誌", sample="抜取計測", before_after="前後比較", log="システム記録",
                comparison="比較群", randomised="無作為化",
            ),
            of("code", "trial_code", "効果検証"), of("whole", "sample_size", "標本数"),
            of("decimal", "baseline_minutes", "基準時間(分/件)"), of("decimal", "ai_minutes", "AI利用時間(分/件)"),
            of("decimal", "verify_minutes", "確認(分/件)"), of("decimal", "rework_minutes", "手直し(分/件)"),
            of("decimal", "learn_minutes", "習得(分/件)"), of("decimal", "operate_minutes", "操作(分/件)"), text("measured_by", "計測者"),
        ),
        kind(
            "adoptions", "code",
            of("code", "code", "導入コード"), ref("unit_code", "所属コード", "units"), STAFF_NO, ref("use_case_code", "事例コード", "use-cases"),
            of("date", "started_on", "開始日"), of("date", "regular_on", "定着日"), of("date", "ended_on", "終了日"),
            text("end_reason", "終了理由"), ref("copied_from", "横展開元", "adoptions"),
        ),
        kind(
            "time", "adoption_code month",
            ref("adoption_code", "導入コード", "adoptions"), MONTH, of("whole", "users", "利用者数"), of("whole", "cases", "件数"),
            ref("measurement_code", "計測コード", "measurements"),
            of("decimal", "baseline_minutes", "基準時間(分/件)"), of("decimal", "ai_minutes", "AI利用時間(分/件)"),
            of("whole", "gross_minutes", "総削減時間(分)"), of("whole", "verify_minutes", "確認"), of("whole", "rework_minutes", "手直し"),
            of("whole", "learn_minutes", "習得"), of("whole", "operate_minutes", "操作"), of("yes_no", "new_task", "新規作業"),
            text("evidence", "根拠水準"),
        ),
        kind(
            "redirections", "adoption_code month category",
            ref("adoption_code", "導入コード", "adoptions"), MONTH, ref("category", "振向け先コード", "categories"), of("whole", "minutes", "時間(分)"),
            text("output", "成果"), of("staff", "claimed_by", "申告者"), of("staff", "confirmed_by", "確認者"), of("date", "confirmed_on", "確認日"),
        ),
        kind(
            "usage", "staff_no tool_code month",
            STAFF_NO, ref("tool_code", "ツールコード", "tools"), MONTH, of("whole", "days_used", "利用日数"),
        ),
    )
}

HIGHER_VALUE, SAME_WORK, OVERTIME_CUT = "higher_value", "same_work", "overtime_cut"

# formats.md, "Work categories by default", "Grades by default"; domain.md, "Tokyo's lists are the defaults".
DEFAULTS = {
    "categories": [
        {"code": code, "title": title, "tier": tier}
        for code, title, tier in (
            ("resident_service", "住民対応・窓口", HIGHER_VALUE),
            ("field_service", "審査・現場", HIGHER_VALUE),
            ("policy", "企画・分析", HIGHER_VALUE),
            ("quality", "品質・確認", HIGHER_VALUE),
            ("mentoring", "育成・指導", HIGHER_VALUE),
            ("cross_bureau", "局横断・20%ルール", HIGHER_VALUE),
            ("same_work", "同一業務", SAME_WORK),
            ("overtime", "超過勤務・休暇", OVERTIME_CUT),
        )
    ],
    "grades": [{"code": title, "title": title} for title in ("主事", "主任", "課長代理", "統括課長代理", "課長", "部長", "局長")],
    "areas": [
        {"code": "service", "title": "都民サービス"},
        {"code": "service_related", "title": "都民サービス関連業務"},
        {"code": "internal", "title": "職員内部業務"},
    ],
}
