"""What hangs on an organ's name behind it: party branches, sections, branches of schools and banks, communities."""

from __future__ import annotations

_HAN = "[\u4e00-\u9fff]"
_NUMBER = "[一二三四五六七八九十0-9]+"

# 星火巷社区 党委, 经济技术开发区（头屯河区） 老干部局: at most one level more, and only when an organ follows.
COMMUNITY = (
    f"(?:(?![的了在与和及对把被等为从到向由是以将]|各|举办|开展|组织){_HAN}|[0-9]){{1,12}}?"
    "(?:社区|村|小区|街道|苏木|嘎查|开发区|高新区|新区|园区|管理区|示范区|旅游区|保税区|农场|林场)(?:（[^（）]{2,8}）)?"
    "(?=党|关工委|关心下一代|离退休|老干部|老年|居委会|村委会|管委会|工委|社会事务)"
)

# 机关离退休干部第二党支部
_PEOPLE = (
    "(?:机关|直属|系统)?(?:离退休|离休|退休|老)?(?:老?干部|老?党员|职工|人员|教职工|教师|党的)?(?:工作)?"
    f"(?:第?{_NUMBER}|联合|综合|流动|网络|临时|功能型|特色)?"
)
_BRANCH = f"(?:第{_NUMBER})?{_PEOPLE}(?:党总支|党支部|支部|党小组|党委|党组(?!织|书记|成员)|党工委|总支)(?![书部]?记?员)"
# 派驻省委组织部纪检监察组, 驻贵阳离退休支部
_POST = (
    f"(?:派驻|驻)(?:(?![，。、；：]){_HAN}){{2,14}}?"
    "(?:纪检监察组|纪检组|工作组|办事处|离退休(?:干部)?(?:流动)?党?支部|流动党支部|党支部|联络处)"
)
_OFFSHOOT = (
    # 某医院崇明分院, 某科学院茶叶研究所, 某大学（北京）, 县农业农村局植保站
    f"(?<=医院){_HAN}{{2,4}}(?:分院|院区)|(?<=科学院)(?![和与及的在]){_HAN}{{2,8}}?(?:研究所|研究中心|实验站)|"
    f"(?<=局)(?![长和与及的在]){_HAN}{{2,3}}站(?![长在点])|新校区|"
    f"(?:(?![和与及的在等])[\u4e00-\u9fff]){{2,4}}(?:派出所|司法所|税务所|供电所|中心校)|"
    f"{_HAN}{{2,4}}校区|(?:第[一二三四五六]+)?附属{_HAN}{{0,4}}(?:医院|中学|小学|学校)|离?退休(?:教师|教授|医师|医务工作者|医生|教育工作者|干部|职工)协会|"
    "(?<=[田团司局])第[一二三四五六七八九十]{1,2}(?:采油|采气|炼油|钻井|工程|建筑|分)?[厂矿](?:公司)?|(?<=[一二三四五六七八九十]局)集团(?:有限公司|公司)?|"
    f"(?<=活动中心|老年大学|老干大学)(?:书画|书法|摄影|诗词|戏曲|棋牌|合唱|舞蹈|太极拳|门球)(?:协会|研究会|艺术团)|(?<=大学){_HAN}{{2,4}}(?:分校|校区)|"
    f"(?<=[协学会究])(?![和与及的在等、各举承主协联参选组开])(?:{_HAN}{{2,6}}?(?<![的个家支立设置建]))(?:分会|专业委员会|专委会)|(?<=医院)第?{_NUMBER}?医学中心|(?<=[军备分]区)(?:第{_NUMBER})?(?:离职干部休养所|干部休养所|干休所)|"
    "(?<=街道)办事处|分校|分院|分会|分局|支行|分行|分公司|纪检监察组|领导小组(?:办公室)?"
)
# What makes another word of a section's head: 处理, 科长, 部门, 组织.
_NOT_SECTION = "(?![理长于分级罚所置技学普研门员织内外东票民金市]|份)"


# How a part begins; what it is in full the lexicon of parts says. It keeps the many other uses of 局 and 院 cheap.
BEGINS_PART = (
    "(?=党[委组总支校群工]|临时党|联合党|第[一二三四五六七八九十]党|关工|关心|离退|离休|退[休管役]|老[干科年龄体教促同]"
    "|机关|工会|团委|纪委|居委|村委|综治|文化站|妇联|慈善|社工|残联|幼儿园|附属)"
)
# Short names of organs behind a place or a body: two or three characters of its field, then what it is. 老…会 and 老…协
# are societies of the old (老促会, 老体协); 委 is none in 常委 政委, 办 none in 主办 承办.
ABBREVIATION = (
    f"(?P<elders>退管[办会委](?!公)|老{_HAN}{{1,2}}(?:协(?!会)|促会|研会|学会|协会|[促记]会|联))"
    f"|(?![主承协举联合交督经创开筹兴操包代催查难]+办)(?![各全所有以原老现新已将每其等被由前后来去里内外人男女村民])(?:{_HAN}{{1,4}}?(?:(?<![常政支编评执副村居团队组学业省市县区州党])委"
    f"|(?<![自公官民国帮])办|(?<![当格大结布开全邮书客餐舞展歌时战僵破困政骗])[局厅]|(?<!政)协(?!会)|联(?!合)))"
)


def any_of(words: list[str]) -> str:
    """The words as alternatives, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


def part_pattern(grammar: dict[str, list[str]]) -> str:
    """The pattern of one part behind an organ, with the words of sections from the table."""
    words = any_of([w for w in grammar["section_words"] if len(w) > 1])
    heads = any_of(grammar["section_heads"])
    section = f"(?!调研组|考察组|工作组|督导组|慰问组)(?:(?:{words}){{1,5}}|第?[一二三四五六七八九十])(?:{heads}){_NOT_SECTION}"
    return f"(?:{_BRANCH}|{section}|{_POST}|{_OFFSHOOT})"
