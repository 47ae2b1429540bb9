"""The documents besides the regulation from which rules take limits; a county can do without each of them."""

from enum import StrEnum


class OtherPack(StrEnum):
    """By the document's number, as findings cite it."""

    INDICATORS = "国办秘函〔2019〕19号"
    GUIDELINE = "国办发〔2017〕47号"
    REPORTING = "国家网络安全事件报告管理办法"
    INTERNET = "互联网政务应用安全管理规定"
    PROTECTION = "公通字〔2007〕43号"
    DISCLOSURE = "政府信息公开条例"
    ESTABLISHMENT = "中央编办发〔2014〕69号"
