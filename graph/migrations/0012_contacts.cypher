// 0012_contacts: creates 6 constraints and indexes, drops 5.
// Why: telephone numbers, postal codes and addresses are found by search.

DROP INDEX place_search IF EXISTS;

DROP INDEX council_search IF EXISTS;

DROP INDEX resident_search IF EXISTS;

DROP INDEX supporter_search IF EXISTS;

DROP INDEX agency_search IF EXISTS;

MATCH (n:Household)
WHERE n.phone IS NOT NULL AND n.phoneText IS NULL
WITH n, reduce(
  kept = '', letter IN split(normalize(n.phone, NFKC), '') |
  kept + CASE WHEN '+0123456789' CONTAINS letter THEN letter ELSE '' END
) AS kept
WITH n, replace(CASE WHEN kept STARTS WITH '+810' THEN '0' + substring(kept, 4)
  WHEN kept STARTS WITH '+81' THEN '0' + substring(kept, 3) ELSE kept END, '+', '') AS digits
WHERE digits <> ''
SET n.phoneText = '\u30ff' + digits + '\u309f';

MATCH (n:Resident)
WHERE n.phone IS NOT NULL AND n.phoneText IS NULL
WITH n, reduce(
  kept = '', letter IN split(normalize(n.phone, NFKC), '') |
  kept + CASE WHEN '+0123456789' CONTAINS letter THEN letter ELSE '' END
) AS kept
WITH n, replace(CASE WHEN kept STARTS WITH '+810' THEN '0' + substring(kept, 4)
  WHEN kept STARTS WITH '+81' THEN '0' + substring(kept, 3) ELSE kept END, '+', '') AS digits
WHERE digits <> ''
SET n.phoneText = '\u30ff' + digits + '\u309f';

MATCH (n:Supporter)
WHERE n.phone IS NOT NULL AND n.phoneText IS NULL
WITH n, reduce(
  kept = '', letter IN split(normalize(n.phone, NFKC), '') |
  kept + CASE WHEN '+0123456789' CONTAINS letter THEN letter ELSE '' END
) AS kept
WITH n, replace(CASE WHEN kept STARTS WITH '+810' THEN '0' + substring(kept, 4)
  WHEN kept STARTS WITH '+81' THEN '0' + substring(kept, 3) ELSE kept END, '+', '') AS digits
WHERE digits <> ''
SET n.phoneText = '\u30ff' + digits + '\u309f';

MATCH (n:Agency)
WHERE n.phone IS NOT NULL AND n.phoneText IS NULL
WITH n, reduce(
  kept = '', letter IN split(normalize(n.phone, NFKC), '') |
  kept + CASE WHEN '+0123456789' CONTAINS letter THEN letter ELSE '' END
) AS kept
WITH n, replace(CASE WHEN kept STARTS WITH '+810' THEN '0' + substring(kept, 4)
  WHEN kept STARTS WITH '+81' THEN '0' + substring(kept, 3) ELSE kept END, '+', '') AS digits
WHERE digits <> ''
SET n.phoneText = '\u30ff' + digits + '\u309f';

MATCH (n:Council)
WHERE n.phone IS NOT NULL AND n.phoneText IS NULL
WITH n, reduce(
  kept = '', letter IN split(normalize(n.phone, NFKC), '') |
  kept + CASE WHEN '+0123456789' CONTAINS letter THEN letter ELSE '' END
) AS kept
WITH n, replace(CASE WHEN kept STARTS WITH '+810' THEN '0' + substring(kept, 4)
  WHEN kept STARTS WITH '+81' THEN '0' + substring(kept, 3) ELSE kept END, '+', '') AS digits
WHERE digits <> ''
SET n.phoneText = '\u30ff' + digits + '\u309f';

MATCH (n:Household)
WHERE n.postalCode IS NOT NULL AND n.postalCodeText IS NULL
WITH n, reduce(
  kept = '', letter IN split(normalize(n.postalCode, NFKC), '') |
  kept + CASE WHEN '+0123456789' CONTAINS letter THEN letter ELSE '' END
) AS kept
WITH n, replace(CASE WHEN kept STARTS WITH '+810' THEN '0' + substring(kept, 4)
  WHEN kept STARTS WITH '+81' THEN '0' + substring(kept, 3) ELSE kept END, '+', '') AS digits
WHERE digits <> ''
SET n.postalCodeText = '\u30ff' + digits + '\u309f';

WITH split('\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030a\u030b\u030c\u030d'
    + '\u030e\u030f\u0310\u0311\u0312\u0313\u0314\u0315\u0316\u0317\u0318\u0319\u031a\u031b'
    + '\u031c\u031d\u031e\u031f\u0320\u0321\u0322\u0323\u0324\u0325\u0326\u0327\u0328\u0329'
    + '\u032a\u032b\u032c\u032d\u032e\u032f\u0330\u0331\u0332\u0333\u0334\u0335\u0336\u0337'
    + '\u0338\u0339\u033a\u033b\u033c\u033d\u033e\u033f\u0340\u0341\u0342\u0343\u0344\u0345'
    + '\u0346\u0347\u0348\u0349\u034a\u034b\u034c\u034d\u034e\u034f\u0350\u0351\u0352\u0353'
    + '\u0354\u0355\u0356\u0357\u0358\u0359\u035a\u035b\u035c\u035d\u035e\u035f\u0360\u0361'
    + '\u0362\u0363\u0364\u0365\u0366\u0367\u0368\u0369\u036a\u036b\u036c\u036d\u036e\u036f', '') AS marks,
  [pair IN split('ゔぁ>ば ゔぃ>び ゔぇ>べ ゔぉ>ぼ 亞>亜 啞>唖 惡>悪 爲>為 隱>隠 榮>栄 營>営 衞>衛 驛>駅 '
    + '圓>円 鹽>塩 艷>艶 緣>縁 應>応 櫻>桜 奧>奥 歐>欧 橫>横 溫>温 穩>穏 假>仮 價>価 畫>画 '
    + '會>会 繪>絵 壞>壊 懷>懐 擴>拡 殼>殻 覺>覚 學>学 樂>楽 嶽>岳 勸>勧 卷>巻 寬>寛 歡>歓 '
    + '觀>観 關>関 罐>缶 舘>館 龜>亀 氣>気 歸>帰 戲>戯 犧>犠 舊>旧 據>拠 擧>挙 虛>虚 峽>峡 '
    + '挾>挟 狹>狭 鄕>郷 曉>暁 堯>尭 區>区 驅>駆 勳>勲 薰>薫 徑>径 惠>恵 溪>渓 經>経 繼>継 '
    + '莖>茎 螢>蛍 輕>軽 鷄>鶏 藝>芸 擊>撃 缺>欠 縣>県 儉>倹 劍>剣 劒>剣 剱>剣 險>険 圈>圏 '
    + '檢>検 獻>献 權>権 顯>顕 驗>験 嚴>厳 廣>広 效>効 恆>恒 黃>黄 鑛>鉱 號>号 國>国 圀>国 '
    + '黑>黒 濟>済 碎>砕 斎>斉 齋>斉 齊>斉 劑>剤 冱>冴 棧>桟 蠶>蚕 慘>惨 贊>賛 殘>残 絲>糸 '
    + '齒>歯 兒>児 辭>辞 濕>湿 實>実 舍>舎 寫>写 釋>釈 壽>寿 收>収 從>従 澁>渋 獸>獣 縱>縦 '
    + '肅>粛 處>処 緖>緒 敍>叙 敘>叙 將>将 稱>称 涉>渉 燒>焼 證>証 奬>奨 條>条 狀>状 乘>乗 '
    + '淨>浄 剩>剰 疊>畳 繩>縄 壤>壌 孃>嬢 讓>譲 釀>醸 觸>触 囑>嘱 眞>真 寢>寝 愼>慎 晉>晋 '
    + '盡>尽 圖>図 粹>粋 醉>酔 穗>穂 隨>随 髓>髄 樞>枢 數>数 瀨>瀬 聲>声 靜>静 淸>清 靑>青 '
    + '攝>摂 專>専 淺>浅 戰>戦 踐>践 錢>銭 潛>潜 纖>繊 禪>禅 雙>双 壯>壮 爭>争 莊>荘 搜>捜 '
    + '插>挿 巢>巣 曾>曽 裝>装 騷>騒 總>総 聰>聡 增>増 藏>蔵 臟>臓 屬>属 續>続 墮>堕 對>対 '
    + '體>体 帶>帯 滯>滞 臺>台 瀧>滝 擇>択 澤>沢 擔>担 單>単 團>団 斷>断 彈>弾 遲>遅 癡>痴 '
    + '蟲>虫 晝>昼 鑄>鋳 廳>庁 徵>徴 聽>聴 敕>勅 鎭>鎮 遞>逓 鐵>鉄 銕>鉄 轉>転 點>点 傳>伝 '
    + '燈>灯 當>当 黨>党 嶋>島 嶌>島 盜>盗 稻>稲 鬪>闘 德>徳 獨>独 讀>読 屆>届 內>内 貳>弐 '
    + '惱>悩 腦>脳 霸>覇 拜>拝 廢>廃 賣>売 麥>麦 發>発 髮>髪 拔>抜 濱>浜 濵>浜 蠻>蛮 祕>秘 '
    + '檜>桧 甁>瓶 冨>富 佛>仏 拂>払 倂>併 竝>並 餠>餅 邊>辺 邉>辺 變>変 辨>弁 瓣>弁 辯>弁 '
    + '步>歩 寶>宝 寳>宝 豐>豊 襃>褒 峯>峰 沒>没 飜>翻 每>毎 槇>槙 萬>万 滿>満 麵>麺 默>黙 '
    + '譯>訳 藥>薬 彌>弥 與>与 豫>予 餘>余 譽>誉 搖>揺 樣>様 謠>謡 遙>遥 來>来 賴>頼 亂>乱 '
    + '覽>覧 龍>竜 兩>両 獵>猟 綠>緑 凉>涼 壘>塁 淚>涙 勵>励 禮>礼 隸>隷 靈>霊 齡>齢 戀>恋 '
    + '爐>炉 勞>労 樓>楼 郞>郎 朖>朗 錄>録 灣>湾 髙>高 﨑>崎 嵜>崎 𠮷>吉 栁>柳 桺>柳 淵>渕 '
    + '藪>薮 籔>薮 蘆>芦 桒>桑 橡>栃 枩>松 楳>梅 冲>沖 畠>畑 禰>祢 靏>鶴 靍>鶴 鷗>鴎 籠>篭 '
    + '蠣>蛎 穎>頴 枡>桝 鯵>鰺 凜>凛 鈎>鉤 麴>麹 礪>砺 涛>濤 櫟>檪 檮>梼 儘>侭 蟬>蝉 蠟>蝋 '
    + '萊>莱 攪>撹 賤>賎 壺>壷 竈>竃 藳>藁 圡>土 杦>杉 阪>坂 曻>昇 づ>ず ぢ>じ ゐ>い ゑ>え '
    + 'を>お ぁ>あ ぃ>い ぅ>う ぇ>え ぉ>お っ>つ ゃ>や ゅ>ゆ ょ>よ ゎ>わ ゕ>か ゖ>け æ>a '
    + 'ø>o đ>d ł>l ı>i ħ>h ŧ>t ゔ>ぶ けー>けい けえ>けい げー>げい げえ>げい せー>せい '
    + 'せえ>せい ぜー>ぜい ぜえ>ぜい てー>てい てえ>てい でー>でい でえ>でい ねー>ねい ねえ>ねい '
    + 'へー>へい へえ>へい べー>べい べえ>べい ぺー>ぺい ぺえ>ぺい めー>めい めえ>めい れー>れい '
    + 'れえ>れい えー>えい ええ>えい こー>こう こお>こう ごー>ごう ごお>ごう そー>そう そお>そう '
    + 'ぞー>ぞう ぞお>ぞう とー>とう とお>とう どー>どう どお>どう のー>のう のお>のう ほー>ほう '
    + 'ほお>ほう ぼー>ぼう ぼお>ぼう ぽー>ぽう ぽお>ぽう もー>もう もお>もう よー>よう よお>よう '
    + 'ろー>ろう ろお>ろう おー>おう おお>おう かー>かあ がー>があ さー>さあ ざー>ざあ たー>たあ '
    + 'だー>だあ なー>なあ はー>はあ ばー>ばあ ぱー>ぱあ まー>まあ やー>やあ らー>らあ わー>わあ '
    + 'あー>ああ きー>きい ぎー>ぎい しー>しい じー>じい ちー>ちい にー>にい ひー>ひい びー>びい '
    + 'ぴー>ぴい みー>みい りー>りい いー>いい くー>くう ぐー>ぐう すー>すう ずー>ずう つー>つう '
    + 'ぬー>ぬう ふー>ふう ぶー>ぶう ぷー>ぷう むー>むう ゆー>ゆう るー>るう うー>うう', ' ') | split(pair, '>')] AS pairs,
  [pair IN split('ァ=ぁ ア=あ ィ=ぃ イ=い ゥ=ぅ ウ=う ェ=ぇ エ=え ォ=ぉ オ=お カ=か ガ=が キ=き ギ=ぎ ク=く グ=ぐ ケ=け ゲ=げ '
    + 'コ=こ ゴ=ご サ=さ ザ=ざ シ=し ジ=じ ス=す ズ=ず セ=せ ゼ=ぜ ソ=そ ゾ=ぞ タ=た ダ=だ チ=ち ヂ=ぢ ッ=っ ツ=つ '
    + 'ヅ=づ テ=て デ=で ト=と ド=ど ナ=な ニ=に ヌ=ぬ ネ=ね ノ=の ハ=は バ=ば パ=ぱ ヒ=ひ ビ=び ピ=ぴ フ=ふ ブ=ぶ '
    + 'プ=ぷ ヘ=へ ベ=べ ペ=ぺ ホ=ほ ボ=ぼ ポ=ぽ マ=ま ミ=み ム=む メ=め モ=も ャ=ゃ ヤ=や ュ=ゅ ユ=ゆ ョ=ょ ヨ=よ '
    + 'ラ=ら リ=り ル=る レ=れ ロ=ろ ヮ=ゎ ワ=わ ヰ=ゐ ヱ=ゑ ヲ=を ン=ん ヴ=ゔ ヵ=ゕ ヶ=ゖ ヽ=ゝ ヾ=ゞ', ' ') | split(pair, '=')] AS kana,
  [pair IN split('二十丁目=20丁目 十九丁目=19丁目 十八丁目=18丁目 十七丁目=17丁目 十六丁目=16丁目 十五丁目=15丁目 十四丁目=14丁目 '
    + '十三丁目=13丁目 十二丁目=12丁目 十一丁目=11丁目 十丁目=10丁目 九丁目=9丁目 八丁目=8丁目 七丁目=7丁目 六丁目=6丁目 '
    + '五丁目=5丁目 四丁目=4丁目 三丁目=3丁目 二丁目=2丁目 一丁目=1丁目 0ー=0- 1ー=1- 2ー=2- 3ー=3- 4ー=4- '
    + '5ー=5- 6ー=6- 7ー=7- 8ー=8- 9ー=9- 0=<0> 1=<1> 2=<2> 3=<3> 4=<4> 5=<5> 6=<6> '
    + '7=<7> 8=<8> 9=<9> ><= -= >丁目=> >番地の=> >番地=> >号=> >番<=>< >番ゟ=>ゟ >の<=>< ><=- '
    + '<=- >=-', ' ') | split(pair, '=')] AS steps
MATCH (n:Household|Agency|Place)
WHERE n.address IS NOT NULL AND n.addressText IS NULL
WITH n, pairs, steps, marks, normalize(reduce(
  text = toLower(normalize(n.address, NFKC)), pair IN kana | replace(text, pair[0], pair[1])
), NFKC) AS folded
WITH n, pairs, steps, normalize(reduce(
  letters = normalize(folded, NFD), mark IN marks | replace(letters, mark, '')
), NFC) AS plain
WITH n, steps, reduce(text = plain, pair IN pairs | replace(text, pair[0], pair[1])) AS alike
WITH n, steps, reduce(
  text = '', letter IN split(alike, '') |
  text + CASE WHEN letter =~ '[\\p{L}\\p{N}\\p{Cs}]' THEN letter ELSE '-' END
) AS letters
WITH n, reduce(text = letters + '\u309f', step IN steps | replace(text, step[0], step[1])) AS text
WHERE text <> '\u309f'
SET n.addressText = '\u30ff' + text;

CREATE FULLTEXT INDEX place_search IF NOT EXISTS
FOR (x:Place) ON EACH [x.searchText, x.addressText]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}};

CREATE FULLTEXT INDEX council_search IF NOT EXISTS
FOR (x:Council) ON EACH [x.searchText, x.phoneText]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}};

CREATE FULLTEXT INDEX household_search IF NOT EXISTS
FOR (x:Household) ON EACH [x.addressText, x.postalCodeText, x.phoneText]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}};

CREATE FULLTEXT INDEX resident_search IF NOT EXISTS
FOR (x:Resident) ON EACH [x.searchText, x.phoneText]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}};

CREATE FULLTEXT INDEX supporter_search IF NOT EXISTS
FOR (x:Supporter) ON EACH [x.searchText, x.phoneText]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}};

CREATE FULLTEXT INDEX agency_search IF NOT EXISTS
FOR (x:Agency) ON EACH [x.searchText, x.addressText, x.phoneText]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}};
