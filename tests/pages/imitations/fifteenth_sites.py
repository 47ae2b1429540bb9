"""The frames of the fifteenth set."""


def portal(content: str, title: str) -> str:
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title} - 夔州县人民政府网</title></head><body>"
        "<div class='top'><span>2026年11月23日 星期一</span><a href='/mail'>邮箱</a></div><div class='sou'><input "
        "name='k'>"
        "<em>热词：</em><a href='/s?k=1'>公积金</a></div><div class='dao'><a href='/'>首页</a><a href='/yw/'>要闻</a>"
        f"<a href='/gk/'>公开</a></div><div class='lujing'>当前位置：首页 / {title}</div><div class='zhu'>"
        f"{content}</div>"
        "<div class='you'><h3>最新发布</h3><ul><li><a href='/z/1.html'>县长走访慰问环卫工人</a><i>11-22</i></li><li>"
        "<a href='/z/2.html'>第三季度民生清单公布</a><i>11-21</i></li></ul></div><div class='di'>夔州县人民政府主办 "
        "渝ICP备15000009号</div></body></html>"
    )


def agri(content: str, title: str) -> str:
    return (
        "<html><head><meta charset='utf-8'><title>夔州县农业农村委</title></head><body><table width=980><tr><td><img "
        "src=/t.jpg></td></tr><tr><td><a href=/1.asp>首页</a> <a href=/2.asp>机构</a> <a href=/3.asp>动态</a></td>"
        "</tr>"
        "</table><table width=980><tr><td width=180><b>农时提醒</b><br><a href=/n.asp>小雪节气田间管理</a><br>"
        "11月22日</td>"
        f"<td><p>{title}</p>{content}</td></tr></table><table><tr><td>夔州县农业农村委员会 电话：023-56551111</td>"
        f"</tr>"
        "</table></body></html>"
    )


def library(content: str, title: str) -> str:
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}_夔州县图书馆</title></head><body><div "
        f"class='kg'>"
        "今日开馆 08:30-20:00</div><ul class='cd'><li><a href='/'>首页</a></li><li><a href='/fw'>服务</a></li>"
        "</ul><div "
        "class='lunbo'><a href='/h/1'><img src='/h1.jpg'><span>阅读马拉松报名（11月30日截止）</span></a></div>"
        "<div class='nr'>"
        f"<div class='mc'>{title}</div>{content}</div><div class='yj'>夔州县图书馆 ©2026</div></body></html>"
    )


def transport(content: str, title: str) -> str:
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>{title}</title></head><body><header><a href='/'>"
        f"夔州交通"
        "</a><a href='/gl'>公路</a><a href='/yz'>运政</a></header><div class='gd'><a href='/g/5'>"
        "冬季恶劣天气行车提示</a>"
        f"<span>2026-11-20</span></div><main><h1>{title}</h1>{content}</main><aside><h2>热点</h2><a href='/r/1'>"
        f"国道改线公告"
        "</a><a href='/r/2'>农村客运班次调整</a></aside><footer>夔州县交通运输委员会</footer></body></html>"
    )


def charity(content: str, title: str) -> str:
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>{title} · 夔州县慈善会</title></head><body><nav>"
        f"<a href='/'>"
        f"首页</a><a href='/jz'>我要捐赠</a></nav><section><h1>{title}</h1>{content}</section><section class='jk'>"
        f"<h3>累计善款"
        "</h3><b>2026.11</b><i>万元</i></section><footer>夔州县慈善会</footer></body></html>"
    )


def shire(content: str, title: str) -> str:
    return (
        f"<html><head><meta charset='utf-8'><title>红池乡 {title}</title></head><body><h2>红池乡人民政府</h2><p>"
        f"<a href='/'>首页"
        f"</a> <a href='/a'>乡情</a> <a href='/b'>公开</a></p><p>您的位置：首页&gt;{title}</p>{content}<p>"
        f"红池乡人民政府 访问量"
        "20261123</p></body></html>"
    )
