"""Of the twelfth set the pages that show no day: some say something, some list nothing at all."""

from collections.abc import Iterator

from tests.pages.imitations.shape import Column
from tests.pages.imitations.twelfth_sites import bureau, catalogue, county, drawn, english, media, park, school, town


def _something() -> Iterator[Column]:
    said = (
        ("leaders", county("<div class='ld'><img src='/w.jpg'><h4>吴山</h4><p>县委副书记、县长</p>"
                           "</div>", "领导之窗")),
        ("leaders by name alone", county("<ul><li><a href='/ld/1.html'>吴山</a></li><li><a href='/ld/2.html'>"
                                         "郑水</a></li></ul>", "县政府领导")),
        ("the county in words", county("<p>奉山县位于三峡库区腹心，辖33个乡镇街道。</p>", "县情概况")),
        ("topics as pictures", county("<a href='/zt/1/'><img src='/zt1.jpg'></a><a href='/zt/2/'>"
                                      "<img src='/zt2.jpg'></a>", "专题专栏")),
        ("a form for letters", county("<form action='/xf'><label>姓名</label><input name='n'><textarea>"
                                      "</textarea></form>", "县长信箱")),
        ("questionnaire without a day", county("<h4>政务服务满意度调查</h4><label><input type='radio'>满意"
                                               "</label>", "网上调查")),
        ("list that a request brings", county("<ul id='list'></ul><script>"
                                              "$.get('/api/list',function(r){draw(r)})</script>")),
        ("one line of one sentence", county("<div class='nr'>本县无国有林场。</div>", "国有林场")),
        ("links to the columns below", county("<dl><dt>规划信息</dt><dd><a href='/gh/zx/'>专项规划</a>"
                                              "<a href='/gh/qy/'>区域规划</a></dd></dl>", "规划信息")),
        ("a frame of another system", county("<iframe src='http://zwfw.cq.example/fs/'></iframe>", "办事大厅")),
        ("bureau: duties", bureau("<p>一、贯彻执行林业法律法规。</p><p>二、负责造林绿化。</p>", "机构职能")),
        ("bureau: offices and numbers", bureau("<table><tr><td>办公室</td><td>56550012</td></tr><tr><td>造林股"
                                               "</td><td>56550013</td></tr></table>", "内设机构")),
        ("bureau: a picture alone", bureau("<img src='images/jg.gif' width=700>", "组织结构")),
        ("bureau: files to load down", bureau("<a href='down/1.doc'>采伐许可证申请表</a><br>"
                                              "<a href='down/2.doc'>运输证申请表</a>", "表格下载")),
        ("bureau: one title without a day", bureau("<table><tr><td><a href='show.asp?id=3'>林木采伐审批流程</a>"
                                                   "</td></tr></table>", "办事指南")),
        ("school: about", school("<div class='v_news'><p>学校创办于1958年，占地212亩。</p></div>", "学校简介")),
        ("school: teachers' portraits", school("<ul class='js'><li><img src='/t1.jpg' alt='何老师'></li>"
                                               "</ul>", "名师风采")),
        ("school: anthem as a film", school("<video src='/x.mp4' controls></video>", "校园文化")),
        ("catalogue: guide as a paper", catalogue("<p>为方便公众获取信息，编制本指南。</p><p>受理机构：办公室"
                                                  "</p>", "政府信息公开指南")),
        ("catalogue: titles without days", catalogue("<ul><li><a href='/gk/7.html'>行政处罚自由裁量基准</a></li>"
                                                     "</ul>", "行政处罚")),
        ("catalogue: form of request", catalogue("<a class='btn' href='/ysq/form'>在线申请</a>"
                                                 "<a class='btn' href='/ysq/cx'>结果查询</a>", "依申请公开")),
        ("media: entries of services", media("<div class='gz'><a href='/s/1'><img src='/1.png'>社保</a>"
                                             "<a href='/s/2'><img src='/2.png'>公积金</a></div>", "服务")),
        ("media: waits", media("<div class='load'>努力加载中…</div><script>axios.get('/feed').then(go)</script>")),
        ("program: figures", drawn("<div class='css-n'><b>327</b>家企业<b>41</b>项专利</div>", "园区概况")),
        ("program: shell of a program", drawn("<div id='app'></div><script src='/static/app.js'></script>")),
        ("park: how to get there", park("<p>自驾：沪蓉高速奉山东下道，行28公里到达。</p>", "交通指南")),
        ("park: species", park("<ul><li><img src='/1.jpg'><p>金丝猴</p></li><li><img src='/2.jpg'><p>珙桐</p>"
                               "</li></ul>", "动植物")),
        ("park: prices", park("<table><tr><td>成人票</td><td>60元</td></tr></table>", "门票")),
        ("town: about", town("<div class='bt-wz'>白水镇辖12个行政村、1个社区。</div>", "镇情概况")),
        ("town: villages", town("<div><a href='/col/c1/'>高坪村</a>　<a href='/col/c2/'>长岭村</a>"
                                "</div>", "村居导航")),
        ("english: about", english("<p>Fengshan lies at the heart of the Three Gorges.</p>", "About")),
    )  # fmt: skip
    for name, html in said:
        yield Column(f"something: {name}", html, None)


def _nothing() -> Iterator[Column]:
    empty = (
        ("a list of nothing", county("<ul class='gl'></ul>")),
        ("a list of nothing and its pages", county("<ul class='gl'></ul><div class='page'>"
                                                   "首页 上一页 下一页 尾页</div>")),
        ("says so", county("<p class='no'>暂无信息</p>", "招标公告")),
        ("says so with a picture", county("<div class='kong'><img src='/kong.png'><p>该栏目暂无内容</p></div>")),
        ("being built", county("<p>栏目建设中……</p>", "数据开放")),
        ("heading of the column alone", county("<div class='lm'><h3>意见征集</h3><ul></ul></div>", "意见征集")),
        ("script of pages alone", county("<ul></ul><script>createPageHTML(0,0,'index','html');"
                                         "</script>", "人事任免")),
        ("bureau: nothing", bureau("")),
        ("bureau: empty table", bureau("<table width=100%><tr><td></td><td></td></tr></table>", "公告")),
        ("bureau: sums of nothing", bureau("<p align=center>共 0 条 第1/1页 首页 上页 下页 尾页</p>", "招投标")),
        ("bureau: no record", bureau("<p>没有记录！</p>")),
        ("school: nothing", school("<ul class='n_list'></ul>", "媒体聚焦")),
        ("school: sum of nothing", school("<ul class='n_list'></ul><div class='pb_sys_common'><span class='p_t'>"
                                          "共0条</span></div>")),
        ("school: paging of another builder", school("<div id='wp_news_w6'></div><ul><li>"
                                                     "每页 14 记录 总共 0 记录</li></ul>")),
        ("catalogue: head of a table", catalogue("<table><tr><th>序号</th><th>名称</th><th>公开日期</th></tr>"
                                                 "</table>")),
        ("catalogue: nothing found", catalogue("<table><tr><td colspan=3>没有查询到数据</td></tr></table>")),
        ("catalogue: nothing", catalogue("<div class='list'></div>", "行政强制")),
        ("media: nothing", media("<p class='none'>还没有内容，去看看别的吧</p>")),
        ("media: at the end", media("<p class='end'>— 没有更多了 —</p>")),
        ("program: empty", drawn("<div class='css-e'><svg></svg><p>No Data</p></div>")),
        ("program: words", drawn("<div class='css-e'>暂时没有数据</div>")),
        ("park: nothing", park("<div class='list'></div>")),
        ("park: soon", park("<p>精彩内容即将上线，敬请期待！</p>", "研学")),
        ("town: empty store", town("<div id='3'><script type='text/xml'><datastore><recordset></recordset>"
                                   "</datastore></script></div>")),
        ("town: nothing", town("<div class='bt-list'></div>", "通知")),
        ("english: no content", english("<p>No content available.</p>")),
        ("english: under construction", english("<p>This page is under construction.</p>")),
    )  # fmt: skip
    for name, html in empty:
        yield Column(f"nothing: {name}", html, None, blank=True)


WITHOUT_DAYS = (*_something(), *_nothing())
