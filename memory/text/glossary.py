"""Dictionary of everyday words in five languages, with look-up.

The packaged text encoder knows English only (FINDINGS §2). A word of one column stands for its row's others, at a
weight below the word itself. One row a meaning: English | German | French | Spanish | Chinese, variants by commas.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from memory.text.cjk import is_cjk
from memory.text.language import detect_language
from memory.text.normalization import fold_case
from memory.text.tokens import stem

ROWS = """
account | konto | compte | cuenta | 账户,帐户
address | adresse,anschrift | adresse | dirección | 地址
agree,agreement | vereinbarung,zustimmung | accord | acuerdo | 同意,协议
airport | flughafen | aéroport | aeropuerto | 机场
amount,sum | betrag,summe | montant,somme | importe,suma | 金额,总额
annual,yearly | jährlich | annuel | anual | 年度
answer,reply | antwort | réponse | respuesta | 回复,答复
apartment,flat | wohnung | appartement | piso,apartamento | 公寓
application,apply | antrag,bewerbung | demande,candidature | solicitud | 申请
appointment | termin | rendez-vous | cita | 预约
approve,approval | genehmigung,freigabe | approbation | aprobación | 批准,审批
arrive,arrival | ankunft,anreise | arrivée | llegada | 到达,抵达
attachment,annex | anhang,anlage | pièce jointe,annexe | adjunto,anexo | 附件
available,availability | verfügbar | disponible | disponible | 可用,有货
bank | bank | banque | banco | 银行
bathroom,bath | bad,badezimmer | salle de bain | baño | 浴室
bed | bett | lit | cama | 床
bill,invoice | rechnung | facture | factura | 发票,账单
birthday,born | geburtstag,geboren | anniversaire,né | cumpleaños,nacido | 生日,出生
book,booking,reservation,reserve | buchung,reservierung,buchen | réservation,réserver | reserva,reservar | 预订,预约
box,parcel,package | paket | colis | paquete | 包裹
breakfast | frühstück | petit-déjeuner | desayuno | 早餐
building | gebäude | bâtiment | edificio | 大楼
bus | bus | autobus | autobús | 公交,巴士
buy,purchase | kaufen,kauf | acheter,achat | comprar,compra | 购买,采购
call,phone,telephone | telefon,anruf,anrufen | téléphone,appel | teléfono,llamada | 电话
cancel,cancellation | stornieren,stornierung,stornierbar,absagen | annuler,annulation | cancelar,cancelación | 取消
car | auto,wagen | voiture | coche | 汽车,车
card | karte | carte | tarjeta | 卡
cash | bar,bargeld | espèces | efectivo | 现金
change,modify | ändern,änderung | changer,modifier | cambiar,modificar | 更改,修改
cheap,price,cost | preis,kosten | prix,coût | precio,coste | 价格,费用
child,children,kid | kind,kinder | enfant,enfants | niño,niños | 儿童,孩子
china,chinese | china,chinesisch | chine,chinois | china,chino | 中国,中文
city,town | stadt | ville | ciudad | 城市
closed,close,closing | geschlossen,ruhetag,schließen | fermé,fermeture | cerrado,cierre | 休息,关闭,停业,放假
colleague | kollege,kollegin | collègue | colega | 同事
colour,color | farbe | couleur | color | 颜色
company,firm | firma,unternehmen | entreprise,société | empresa | 公司
complaint,complain | beschwerde,reklamation | réclamation,plainte | queja,reclamación | 投诉
confirm,confirmation | bestätigen,bestätigung | confirmer,confirmation | confirmar,confirmación | 确认
contact | kontakt | contact | contacto | 联系
contract | vertrag | contrat | contrato | 合同
copy | kopie | copie | copia | 副本
country | land | pays | país | 国家
currency | währung | devise | moneda,divisa | 货币
customer,client | kunde,kundin | client | cliente | 客户
customs,duty | zoll | douane | aduana | 海关,关税
date | datum | date | fecha | 日期
day,days | tag,tage | jour,jours | día,días | 天,日
deadline,due,until | frist,fällig,bis | échéance,délai | plazo,vencimiento | 截止,期限
deliver,delivery | lieferung,liefern | livraison,livrer | entrega,entregar | 交货,送货,配送
department | abteilung | service,département | departamento | 部门
depart,departure,leave | abfahrt,abreise,abflug | départ | salida | 出发
deposit | anzahlung,kaution | acompte,caution | depósito,anticipo | 定金,押金
dinner | abendessen | dîner | cena | 晚餐
discount | rabatt,nachlass | remise,rabais | descuento | 折扣
doctor | arzt,ärztin | médecin | médico | 医生
document | dokument,unterlage | document | documento | 文件
dog,pet | hund,haustier | chien,animal | perro,mascota | 狗,宠物
door | tür | porte | puerta | 门
double | doppel,doppelt,doppelzimmer | double | doble | 双,双人
email,mail | e-mail,mail,post | courriel,mail | correo | 邮箱,邮件
emergency | notfall,notruf | urgence | emergencia | 紧急
employee,staff | mitarbeiter,angestellte | employé,personnel | empleado,personal | 员工
end | ende | fin | fin | 结束
entrance,enter | eingang | entrée | entrada | 入口
error,mistake | fehler | erreur | error | 错误
euro | euro | euro | euro | 欧元
evening | abend | soir | tarde,noche | 晚上
exit | ausgang,ausfahrt | sortie | salida | 出口
expire,expiry,valid | gültig,ablauf | valable,expiration | válido,caducidad | 有效期,到期
factory,plant | fabrik,werk | usine | fábrica | 工厂
fee,charge | gebühr | frais | tarifa,cargo | 手续费,费用
file,folder | datei,ordner | fichier,dossier | archivo,carpeta | 文件,文件夹
flight,fly | flug | vol | vuelo | 航班
floor | etage,stock,stockwerk | étage | planta,piso | 楼,层
food,meal | essen | nourriture,repas | comida | 食物,餐
form | formular | formulaire | formulario | 表格
free | kostenlos,kostenfrei,gratis,frei | gratuit | gratis,gratuito | 免费
friday | freitag | vendredi | viernes | 星期五,周五
garden | garten | jardin | jardín | 花园
goods,product,item | ware,waren,artikel,produkt | marchandise,produit,article | mercancía,producto | 货物,产品,商品
guarantee,warranty | garantie,gewährleistung | garantie | garantía | 保修,质保
guest | gast,gäste | hôte,client | huésped | 客人
health | gesundheit | santé | salud | 健康
help,support | hilfe,unterstützung | aide,assistance | ayuda,soporte | 帮助,支持
holiday,vacation | urlaub,feiertag,ferien | vacances,congé | vacaciones,festivo | 假期,节假日,放假
home,house | haus,zuhause | maison | casa | 家,房子
hospital | krankenhaus | hôpital | hospital | 医院
hotel | hotel,pension,gasthof | hôtel | hotel | 酒店,宾馆
hour,hours | stunde,stunden,uhr | heure,heures | hora,horas | 小时
insurance | versicherung | assurance | seguro | 保险
interest | zinsen,zins | intérêt | interés | 利息
job,work | arbeit,stelle | travail,emploi | trabajo,empleo | 工作
key | schlüssel | clé,clef | llave | 钥匙
language | sprache | langue | idioma | 语言
lawyer | anwalt | avocat | abogado | 律师
letter | brief,schreiben | lettre | carta | 信
licence,license | lizenz,führerschein | licence,permis | licencia,permiso | 许可证
light | licht | lumière | luz | 灯
list | liste | liste | lista | 列表,清单
loan,credit | kredit,darlehen | prêt,crédit | préstamo,crédito | 贷款
luggage,baggage | gepäck | bagages | equipaje | 行李
lunch | mittagessen | déjeuner | almuerzo | 午餐
machine | maschine | machine | máquina | 机器
manager,boss | leiter,leiterin,chef | directeur,responsable | gerente,jefe | 经理
market | markt | marché | mercado | 市场
medicine | medikament,arznei | médicament | medicina | 药
meet,meeting | besprechung,treffen,sitzung | réunion | reunión | 会议
message | nachricht | message | mensaje | 消息,留言
minimum | mindest,mindestens | minimum | mínimo | 最低,最少
monday | montag | lundi | lunes | 星期一,周一
money | geld | argent | dinero | 钱
month | monat,monatlich | mois,mensuel | mes,mensual | 月
morning | morgen,vormittag | matin | mañana | 早上,上午
name | name | nom | nombre | 姓名,名称
new | neu | nouveau,nouvelle | nuevo | 新
newspaper,news | zeitung,nachrichten | journal,actualités | periódico,noticias | 新闻,报纸
night,nights | nacht,nächte,übernachtung | nuit,nuits | noche,noches | 晚,夜
notice,announcement | hinweis,bekanntmachung,mitteilung | avis,annonce | aviso,anuncio | 通知,公告
number | nummer,zahl | numéro,nombre | número | 号码,编号,号
offer,quote,quotation | angebot | offre,devis | oferta,presupuesto | 报价
office | büro | bureau | oficina | 办公室
open,opening | geöffnet,öffnung,öffnungszeiten | ouvert,ouverture | abierto,apertura | 营业,开放
order | bestellung,auftrag | commande | pedido | 订单
owner | eigentümer,inhaber | propriétaire | propietario,dueño | 业主
page | seite | page | página | 页
paper | papier | papier | papel | 纸
parking,park | parkplatz,parken | parking,stationnement | aparcamiento,estacionamiento | 停车
part,parts | teil,teile | pièce,partie | pieza,parte | 零件,部分
passport | pass,reisepass | passeport | pasaporte | 护照
password | passwort,kennwort | mot de passe | contraseña | 密码
pay,paid,payment | zahlung,bezahlen,zahlen,zahlbar | paiement,payer | pago,pagar | 付款,支付,预付
penalty,fine | strafe,bußgeld | amende,pénalité | multa | 罚款,违约金
people,person,persons | personen,person | personnes,personne | personas,persona | 人
percent,percentage | prozent | pour cent,pourcentage | por ciento,porcentaje | 百分
photo,picture,image | foto,bild | photo,image | foto,imagen | 照片,图片
pick,collect,pickup | abholen,abholung | retirer,retrait | recoger,recogida | 取,领取,自提
plan | plan | plan | plan | 计划
platform,track | gleis | quai,voie | andén,vía | 站台
police | polizei | police | policía | 警察
port,harbour | hafen | port | puerto | 港口
price,per | preis,pro | prix,par | precio,por | 单价,每
print | drucken | imprimer | imprimir | 打印
problem | problem | problème | problema | 问题
production | produktion,herstellung | production | producción | 生产
quality | qualität | qualité | calidad | 质量
quantity,pieces | menge,stück,anzahl | quantité,pièces | cantidad,piezas | 数量,件
question | frage | question | pregunta | 问题
quiet | ruhig,ruhe | calme | tranquilo | 安静
receipt | quittung,beleg | reçu | recibo | 收据
reception,desk | rezeption,empfang | réception,accueil | recepción | 前台,接待
refund | erstattung,rückerstattung | remboursement | reembolso | 退款
rent | miete | loyer | alquiler | 租金
repair | reparatur | réparation | reparación | 维修,修理
report | bericht | rapport | informe | 报告
restaurant | restaurant,gaststätte | restaurant | restaurante | 餐厅
return | rückgabe,rückfahrt,rücksendung | retour | devolución,vuelta | 退货,返回
road,street | straße | rue,route | calle,carretera | 路,街
room | zimmer,raum | chambre,pièce,salle | habitación,sala | 房间,室
salary,wage | gehalt,lohn | salaire | salario,sueldo | 工资,薪水
sale,sell | verkauf,verkaufen | vente,vendre | venta,vender | 销售
sample | muster | échantillon | muestra | 样品
saturday | samstag | samedi | sábado | 星期六,周六
school | schule | école | escuela | 学校
sea,beach | meer,strand | mer,plage | mar,playa | 海
season | saison | saison | temporada | 季节
security,safety | sicherheit | sécurité | seguridad | 安全
send,ship,shipping | senden,versand | envoyer,expédition | enviar,envío | 发货,发送,运费
settings,configuration | einstellungen | paramètres,réglages | ajustes,configuración | 设置,配置
shop,store | laden,geschäft | magasin,boutique | tienda | 商店
sign,signature | unterschrift,unterschreiben | signature,signer | firma,firmar | 签名,签字,签署
single | einzel,einzelzimmer | simple,individuel | individual | 单人
size | größe | taille | tamaño,talla | 尺寸,大小
start,begin | beginn,anfang | début | inicio,comienzo | 开始
station | bahnhof | gare,station | estación | 车站
storage,warehouse | lager | entrepôt,stockage | almacén | 仓库
sunday | sonntag | dimanche | domingo | 星期日,星期天,周日
supplier,vendor | lieferant | fournisseur | proveedor | 供应商
tax,vat | steuer,mwst,ust | taxe,impôt,tva | impuesto,iva | 税,增值税
temperature | temperatur | température | temperatura | 温度
terms,conditions | bedingungen,agb | conditions | condiciones,términos | 条款
thursday | donnerstag | jeudi | jueves | 星期四,周四
ticket | fahrkarte,ticket,eintrittskarte | billet | billete,entrada | 票
time | zeit,uhrzeit | heure,temps | hora,tiempo | 时间
total | gesamt,gesamtbetrag,summe | total | total | 总计,合计,总价
train | zug,bahn | train | tren | 火车
transfer,wire | überweisung | virement | transferencia | 转账,汇款
translation | übersetzung | traduction | traducción | 翻译
travel,trip,journey | reise,fahrt | voyage,trajet | viaje | 旅行,出差
tuesday | dienstag | mardi | martes | 星期二,周二
update | aktualisierung | mise à jour | actualización | 更新
user | benutzer,nutzer | utilisateur | usuario | 用户
visit | besuch | visite | visita | 访问,参观
wait | warten | attendre | esperar | 等待
water | wasser | eau | agua | 水
weather | wetter | météo,temps | tiempo | 天气
website,site | webseite,website | site | sitio,web | 网站
wednesday | mittwoch | mercredi | miércoles | 星期三,周三
week | woche | semaine | semana | 周,星期
weight | gewicht | poids | peso | 重量
window | fenster | fenêtre | ventana | 窗
withdraw,notice period | kündigung,kündigen | résiliation | rescisión | 解约
worth,value | wert | valeur | valor | 价值
year | jahr | année,an | año | 年
yuan,renminbi | yuan | yuan | yuan | 元,人民币
"""


_COLUMNS = 5


@lru_cache(maxsize=4)
def _meanings(columns: int, *, variants: bool) -> dict[str, frozenset[str]]:
    """From every stem and CJK word of the first so many columns to its row's words of the other languages, and to the
    other variants of its own."""
    found: dict[str, set[str]] = {}
    for row in ROWS.strip().splitlines():
        cells = [[fold_case(word.strip()) for word in column.split(",")] for column in row.split("|")]
        for column in cells[:columns]:
            others = {word for other in cells for word in other} - (set() if variants else set(column))
            for word in column:
                found.setdefault(word if is_cjk(word) else stem(word), set()).update(others - {word})
    return {word: frozenset(others) for word, others in found.items()}


def translations(words: Iterable[str], said: Sequence[str] = (), *, variants: bool = False) -> tuple[str, ...]:
    """What the folded words are called in the other languages; CJK runs are read for the words inside them.

    said: all words around them; where these are English, a French `article` is not meant. variants: what else they are
    called in their own language too, which tells whether a text speaks of a thing, but finds too much.
    """
    every = _meanings(_COLUMNS, variants=variants)
    latin = _meanings(1, variants=variants) if detect_language(said) == "en" else every
    found: dict[str, None] = {}
    asked = list(words)
    for word in asked:
        keys = [key for key in every if key in word] if is_cjk(word) else [stem(word)]
        for key in keys:
            found.update(dict.fromkeys(sorted((every if is_cjk(word) else latin).get(key, ()))))
    return tuple(word for word in found if word not in asked)
