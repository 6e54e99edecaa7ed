"""Spellings of one name (表記ゆれ): which characters stand for each other, as one table.

Old and simple forms of a character (齋 斎 斉, 髙 高), kana that sound alike (づ ず, ヴィ ビ), small kana
(ッ ツ), long vowels (サトー サトウ サトオ), 々 and what it repeats (佐々 佐佐), が and ヶ of places (が丘 ヶ丘)
and letters with marks (ễ e) fall together. The table is of replacements made one after the other, so
that the database can make them too: ヴ with its vowel, then single characters, then pairs of kana, then
what is written with signs.

Sources: 常用漢字表 (2010), its 康熙字典体 in brackets; 人名用漢字別表 (戸籍法施行規則); 現代仮名遣い (1986).
"""

import re
import unicodedata
from typing import Final

_FORMS = """
亜亞 唖啞 悪惡 為爲 隠隱 栄榮 営營 衛衞 駅驛 円圓 塩鹽 艶艷 縁緣 応應 桜櫻
奥奧 欧歐 横橫 温溫 穏穩 仮假 価價 画畫 会會 絵繪 壊壞 懐懷 拡擴 殻殼 覚覺
学學 楽樂 岳嶽 勧勸 巻卷 寛寬 歓歡 観觀 関關 缶罐 館舘 亀龜 気氣 帰歸 戯戲
犠犧 旧舊 拠據 挙擧 虚虛 峡峽 挟挾 狭狹 郷鄕 暁曉 尭堯 区區 駆驅 勲勳 薫薰
径徑 恵惠 渓溪 経經 継繼 茎莖 蛍螢 軽輕 鶏鷄 芸藝 撃擊 欠缺 県縣 倹儉 剣劍劒剱
険險 圏圈 検檢 献獻 権權 顕顯 験驗 厳嚴 広廣 効效 恒恆 黄黃 鉱鑛 号號 国國圀
黒黑 済濟 砕碎 斉斎齋齊 剤劑 冴冱 桟棧 蚕蠶 惨慘 賛贊 残殘 糸絲 歯齒 児兒 辞辭
湿濕 実實 舎舍 写寫 釈釋 寿壽 収收 従從 渋澁 獣獸 縦縱 粛肅 処處 緒緖 叙敍敘
将將 称稱 渉涉 焼燒 証證 奨奬 条條 状狀 乗乘 浄淨 剰剩 畳疊 縄繩 壌壤 嬢孃
譲讓 醸釀 触觸 嘱囑 真眞 寝寢 慎愼 晋晉 尽盡 図圖 粋粹 酔醉 穂穗 随隨 髄髓
枢樞 数數 瀬瀨 声聲 静靜 清淸 青靑 摂攝 専專 浅淺 戦戰 践踐 銭錢 潜潛 繊纖
禅禪 双雙 壮壯 争爭 荘莊 捜搜 挿插 巣巢 曽曾 装裝 騒騷 総總 聡聰 増增 蔵藏
臓臟 属屬 続續 堕墮 対對 体體 帯帶 滞滯 台臺 滝瀧 択擇 沢澤 担擔 単單 団團
断斷 弾彈 遅遲 痴癡 虫蟲 昼晝 鋳鑄 庁廳 徴徵 聴聽 勅敕 鎮鎭 逓遞 鉄鐵銕 転轉
点點 伝傳 灯燈 当當 党黨 島嶋嶌 盗盜 稲稻 闘鬪 徳德 独獨 読讀 届屆 内內 弐貳
悩惱 脳腦 覇霸 拝拜 廃廢 売賣 麦麥 発發 髪髮 抜拔 浜濱濵 蛮蠻 秘祕 桧檜 瓶甁
富冨 仏佛 払拂 併倂 並竝 餅餠 辺邊邉 変變 弁辨瓣辯 歩步 宝寶寳 豊豐 褒襃 峰峯
没沒 翻飜 毎每 槙槇 万萬 満滿 麺麵 黙默 訳譯 薬藥 弥彌 与與 予豫 余餘 誉譽
揺搖 様樣 謡謠 遥遙 来來 頼賴 乱亂 覧覽 竜龍 両兩 猟獵 緑綠 涼凉 塁壘 涙淚
励勵 礼禮 隷隸 霊靈 齢齡 恋戀 炉爐 労勞 楼樓 郎郞 朗朖 録錄 湾灣 高髙 崎﨑嵜
吉𠮷 柳栁桺 渕淵 薮藪籔 芦蘆 桑桒 栃橡 松枩 梅楳 沖冲 畑畠 祢禰 鶴靏靍 鴎鷗
篭籠 蛎蠣 頴穎 桝枡 鰺鯵 凛凜 鉤鈎 麹麴 砺礪 濤涛 檪櫟 梼檮 侭儘 蝉蟬 蝋蠟
莱萊 撹攪 賎賤 壷壺 竃竈 藁藳 土圡 杉杦 坂阪 昇曻
"""
_SOUNDS = """
ずづ じぢ いゐ えゑ おを あぁ いぃ うぅ えぇ おぉ つっ やゃ ゆゅ よょ わゎ かゕ けゖ
"""
_LETTERS = "aæ oø dđ lł iı hħ tŧ"
_REPEATED = "佐野奈美菜寿須久日木多代早等利祢喜瀬鈴香梨百千万小茂酒"
"""What 々 stands for in names of people and places; after other characters it stays."""
_AFTER_GA = "丘原谷崎浜島岡池峰瀬沢森根岳鼻江里関山野台迫城辻平浦塚枝尾坂畑渕窪香峠淀洞端前"
_AFTER_KA = "月所国年村町条寺院日"
"""What follows が or か where it is written ヶ or ケ as well: 自由が丘, 三か月."""
_VU = (("ゔぁ", "ば"), ("ゔぃ", "び"), ("ゔぇ", "べ"), ("ゔぉ", "ぼ"))

_ROWS = {
    "え": "けげせぜてでねへべぺめれ",
    "お": "こごそぞとどのほぼぽもよろ",
    "あ": "かがさざただなはばぱまやらわ",
    "い": "きぎしじちにひびぴみり",
    "う": "くぐすずつぬふぶぷむゆる",
}
"""The kana that end in each vowel; first the vowels whose long form ends in another."""
_LONG = {"え": "い", "お": "う"}
"""With what a long vowel goes on where that is not the vowel itself: けい, こう."""

MARKS: Final = "".join(map(chr, range(0x300, 0x370)))
"""The marks that letters carry, as Unicode takes them apart; those of kana are others."""


def _of_one() -> dict[str, str]:
    found = dict[str, str]()
    for group in (_FORMS + _SOUNDS + _LETTERS).split():
        stands, *others = group
        found.update(dict.fromkeys(others, stands))
    return found


def _of_two() -> dict[str, str]:
    found = dict[str, str]()
    for vowel, row in _ROWS.items():
        on = _LONG.get(vowel, vowel)
        for kana in (*row, vowel):
            found[f"{kana}ー"] = found[f"{kana}{vowel}"] = f"{kana}{on}"
    return {pair: by for pair, by in found.items() if pair != by}


_ONE = {**_of_one(), "ゔ": "ぶ"}
_SINGLES = str.maketrans(_ONE)
_TWO = _of_two()
SIGNS: Final = (
    *((f"{each}々", each * 2) for each in _REPEATED),
    *((f"が{each}", f"け{each}") for each in _AFTER_GA),
    *((f"か{each}", f"け{each}") for each in _AFTER_KA),
)
"""々 written out, and が and か of places and counts as ヶ, which is け by then."""
_SIGNED = re.compile("|".join(each for each, _ in SIGNS))
_MARKED = re.compile("[\u00c0-\u024f\u1e00-\u1eff]")
_LENGTHENED = re.compile("ー|(?<=.)[おえ]")

REPLACED: Final = (*_VU, *_ONE.items(), *_TWO.items(), *SIGNS)
"""What is replaced by what, in this order, in a folded text without marks."""


def one_spelling(text: str) -> str:
    """A folded text in the spelling that stands for all of its kind.

    >>> one_spelling("齋藤"), one_spelling("さとー"), one_spelling("さとお")
    ('斉藤', 'さとう', 'さとう')
    >>> one_spelling("佐々木"), one_spelling("自由が丘") == one_spelling("自由け丘")
    ('佐佐木', True)
    >>> one_spelling("nguyễn")
    'nguyen'
    """
    if _MARKED.search(text):
        apart = unicodedata.normalize("NFD", text)
        text = unicodedata.normalize("NFC", "".join(each for each in apart if each not in MARKS))
    if "ゔ" in text:
        for sound, stands in _VU:
            text = text.replace(sound, stands)
    text = text.translate(_SINGLES)
    if _LENGTHENED.search(text):
        for pair, stands in _TWO.items():
            text = text.replace(pair, stands)
    if _SIGNED.search(text):
        for pair, stands in SIGNS:
            text = text.replace(pair, stands)
    return text
