using SharedCommunity.Communities.Contracts;

namespace SharedCommunity.Moderation.Topics;

/// <summary>
/// The keywords of <see cref="TopicRules"/>: beginnings of words in English, French and Spanish; in Arabic, whose words
/// carry article and prepositions before them, any part of a word. A dot at the end means: the word ends here.
/// </summary>
internal static class TopicPatterns
{
    public static readonly IReadOnlyDictionary<Topic, string[]> Of = new Dictionary<Topic, string[]>
    {
        [Topic.Housing] =
        [
            "hous,apartment,apartement,rent.,rental,renting,landlord,tenant,lease.,roommate,shelter,homeless,evict,basement,accommodation,place to live,place to stay,furniture,room for rent,bedroom",
            "logement,loger,appartement,loyer,bail.,proprietaire,locataire,colocation,hebergement,maison,louer,meuble,expuls,chambre a",
            "vivienda,apartamento,alquil,arriendo,arrendar,renta.,casero,inquilin,habitacion,alojamiento,albergue,casa.,muebles,desaloj",
            "سكن,شقة,شقق,إيجار,ايجار,للإيجار,أجار,اجار,مستأجر,المالك,صاحب البيت,بيت.,منزل,مأوى,غرفة,أثاث,كراء,للكراء",
        ],
        [Topic.Health] =
        [
            "doctor,family physician,dentist,dental,tooth,teeth,clinic,hospital,health,ohip,vaccin,medic,pharmac,prescription,pregnan,midwife,nurse,pain.,sick,ill.,surgery,glasses.,optom,fever,x ray",
            "medecin,docteur,dentiste,dent.,dents.,clinique,hopital,sante,vaccin,ordonnance,enceinte,grossesse,sage femme,infirmi,malade,douleur,lunettes,carte sante,urgences,fievre",
            "doctor,medico,medica,dentista,muela,clinica,hospital,salud,vacuna,farmacia,receta,embaraz,enfermer,enferm,dolor,lentes,cirugia,fiebre",
            "طبيب,دكتور,دكتورة,أسنان,عيادة,مستشفى,صحة,صحي,تطعيم,لقاح,صيدلية,دواء,أدوية,وصفة,حامل,الحمل,ولادة,قابلة,مريض,مرض,وجع,نظارات,عملية جراحية,حرارة",
        ],
        [Topic.MentalHealth] =
        [
            "mental,counsel,therap,depress,anxi,stress,trauma,psycholog,psychiatr,lonely,suicid,grief,nightmare,sad.",
            "mentale,conseiller psych,therap,depri,depress,anxi,angoisse,stress,trauma,psycholog,psychiatr,solitude,suicid,deuil,cauchemar,triste",
            "mental,consejeria,terap,depre,ansiedad,estres,trauma,psicolog,psiquiatr,soledad,suicid,duelo,pesadilla,triste",
            "نفسي,نفسية,اكتئاب,مكتئب,قلق,توتر,صدمة,الوحدة,انتحار,كوابيس,حزين,حزن",
        ],
        [Topic.School] =
        [
            "school,kindergarten,universit,college,diploma,degree.,transcript,credential,student,teacher,grade.,homework,tutor,scholarship,enrol,ged.,high school,study.,studies,osap",
            "ecole,maternelle,universit,college,cegep,diplome,etudes,etudi,releve de notes,enseignant,professeur,devoirs,tuteur,bourse,inscrire mon,inscrire ma,inscrire mes,lycee",
            "escuela,universidad,colegio,diploma,titulo,estudi,maestr,profesor,tarea,tutor,beca,inscribir,matricul,kinder",
            "مدرسة,مدارس,المدرسه,روضة,جامعة,جامعات,كلية,شهادة,شهادتي,شهادات,معادلة,طالب,طلاب,معلم,واجبات,منحة,دراسة,الدراسة,أدرس,تسجيل ابن,تسجيل أولاد,تسجيل بنت",
        ],
        [Topic.Childcare] =
        [
            "childcare,child care,daycare,day care,babysit,nanny,baby.,toddler,my child,my kid,kids,children,youth,teen,summer camp,playgroup,parenting,stroller,diaper,after school",
            "garderie,garde d enfant,garde mon,garde pour,cpe.,nounou,bebe,enfant,jeunes.,ado.,adolescent,camp d ete,halte garderie,poussette,couches",
            "guarderia,cuidado de nin,cuidado infantil,ninera,bebe,nino,nina,hijo,hija,joven,adolescente,campamento,panales",
            "حضانة,حضانات,رعاية الأطفال,رعاية أطفال,جليسة,طفل,أطفال,اطفال,ابني,ابنتي,أولادي,اولادي,مراهق,مخيم صيفي,رضيع,حفاضات",
        ],
        [Topic.Employment] =
        [
            "job,jobs,employ,work.,working,worker,career,resume.,cv.,interview,salary,wage,hiring,hire,boss.,volunteer,profession,licence to practi,labour,business,unemploy",
            "emploi,travail,boulot,cv.,entrevue,entretien d embauche,salaire,embauch,employeur,benevol,metier,carriere,chomage,ordre professionnel,entreprise",
            "trabajo,trabajar,empleo,emplead,curriculum,hoja de vida,entrevista,salario,sueldo,contrat,jefe,voluntari,carrera,negocio,desemple",
            "عمل.,العمل,شغل,الشغل,وظيفة,وظائف,توظيف,سيرة ذاتية,سيرتي الذاتية,مقابلة,راتب,أجور,صاحب العمل,تطوع,مهنة,بطالة,مشروع تجاري",
        ],
        [Topic.LanguageClasses] =
        [
            "english class,english course,english lesson,learn english,learn french,french class,french course,language class,language course,language test,linc.,esl.,improve my english,speak english,conversation circle,clb.,ielts,english,interpreter,translator",
            "cours d anglais,cours de francais,cours de langue,apprendre l anglais,apprendre le francais,apprendre anglais,francisation,ameliorer mon,tef.,tcf.,interprete,anglais,conversation en",
            "clases de ingles,clase de ingles,curso de ingles,aprender ingles,aprender frances,clases de frances,idioma,ingles,interprete,conversacion",
            "الإنجليزية,انجليزي,إنجليزي,الانكليزية,انكليزي,الفرنسية,فرنسي,لغة,اللغة,تعلم الل,دورة لغة,دروس,مترجم,محادثة",
        ],
        [Topic.LegalStatus] =
        [
            "immigra,refugee claim,asylum,claimant,permanent resid,pr card,pr application,citizenship,citizen.,visa,work permit,study permit,sponsor,irb.,ircc,lawyer,legal,hearing,deport,family reunification,super visa,status",
            "immigra,asile,demandeur,residence permanente,resident permanent,citoyennet,visa,permis de travail,permis d etudes,parrain,cisr,ircc,avocat,juridique,audience,expulsion,regroupement familial,reunification,statut",
            "inmigra,migra,asilo,refugio,solicitud de refugi,residencia,ciudadania,visa,permiso de trabajo,permiso de estudi,patrocin,abogad,legal,audiencia,deport,reunificacion,estatus",
            "هجرة,لجوء,لاجئ,إقامة,اقامة,الإقامة,جنسية,الجنسية,فيزا,تأشيرة,تصريح عمل,إذن عمل,كفالة,كفيل,محامي,محام.,قانوني,جلسة استماع,محكمة,ترحيل,لم الشمل,لم شمل",
        ],
        [Topic.Documents] =
        [
            "document,passport,birth certificate,certificate,sin.,sin number,social insurance,driver s licen,driver licen,driving licen,id card,photo id,form.,forms.,papers,notary,translate my,travel document,marriage cert,signature",
            "document,passeport,acte de naissance,certificat,nas.,numero d assurance sociale,permis de conduire,carte d identite,formulaire,papiers,notaire,traduire,extrait de naissance,titre de voyage",
            "document,pasaporte,acta de nacimiento,partida de nacimiento,certificado,seguro social,licencia de conducir,licencia de manejo,identificacion,formulario,papeles,notario,traducir,apostill",
            "وثيقة,وثائق,أوراق,اوراق,جواز,شهادة ميلاد,شهادة الميلاد,رقم التأمين الاجتماعي,رخصة,رخصة القيادة,هوية,بطاقة,استمارة,نموذج,كاتب عدل,ترجمة,وثيقة سفر,طابع",
        ],
        [Topic.Money] =
        [
            "money,bank.,banks.,bank account,tax,taxes,child benefit,benefits,ccb.,gst.,social assistance,welfare,ontario works,odsp,loan,debt,credit,financial,food bank,afford,cheap,free clothes,donation,bill.,bills.,pension,budget",
            "argent,banque,impot,allocation,prestation,aide sociale,aide financiere,pret.,dette,credit,banque alimentaire,pas cher,facture,pension,budget,ontario au travail",
            "dinero,banco,impuesto,beneficio,subsidio,ayuda social,asistencia social,prestamo,deuda,credito,banco de alimentos,barat,factura,pension,presupuesto",
            "فلوس,المال,مصاري,بنك,البنك,حساب بنكي,ضريبة,ضرائب,إعانة,اعانة,مساعدة مالية,مساعدات مالية,مساعدة اجتماعية,المساعدة الاجتماعية,قرض,ديون,بنك الطعام,رخيص,فاتورة,فواتير,معاش,مصرف",
        ],
        [Topic.Transport] =
        [
            "bus.,buses,bus pass,train.,transit,presto,o train,lrt.,subway,taxi,ride.,rides.,car.,drive.,driving,driver,bike,bicycle,parking,airport,transport,carpool,winter tires,equipass",
            "bus.,autobus,train.,metro.,transport,sto.,octranspo,taxi,covoiturage,voiture,conduire,conduite,velo.,stationnement,aeroport,carte opus",
            "bus.,autobus,camion,tren.,metro.,transporte,taxi,carro,coche,auto.,manejar,conducir,bicicleta,estacionamiento,aeropuerto",
            "باص,الباص,حافلة,حافلات,قطار,مترو,مواصلات,النقل,تاكسي,سيارة,سيارتي,قيادة,سواقة,دراجة,موقف سيارات,مطار,توصيلة",
        ],
        [Topic.CommunityLife] =
        [
            "event.,events.,festival,church,mosque,temple,library,sport,soccer,football,swim,gym.,park.,club,meet people,make friends,friends,volleyball,museum,activit,celebrat,ramadan,eid.,christmas,halal,grocery,restaurant,weekend,picnic,concert,skating,cultur",
            "evenement,fete,festival,eglise,mosquee,temple,bibliotheque,sport,football,piscine,gym.,parc.,club,rencontrer,amis,musee,activite,celebr,ramadan,aid.,noel,halal,epicerie,restaurant,fin de semaine,pique nique,concert,patin,cultur",
            "evento,fiesta,festival,iglesia,mezquita,biblioteca,deporte,futbol,piscina,gimnasio,parque.,club,conocer gente,amigos,museo,actividad,celebra,navidad,supermercado,tienda,restaurante,fin de semana,concierto,cultur",
            "فعالية,فعاليات,مهرجان,كنيسة,مسجد,جامع.,مكتبة,رياضة,كرة القدم,مسبح,سباحة,حديقة,نادي,أصدقاء,تعارف,متحف,نشاط,أنشطة,احتفال,رمضان,العيد,حلال,بقالة,مطعم,نزهة,ثقافي",
        ],
        [Topic.Safety] =
        [
            "police,emergency,911.,danger,violen,abuse,abusive,threat,scam,fraud,stolen,stole.,theft,harass,unsafe,safe.,safety,hit me,beats,racis,discriminat,hate crime,fire.",
            "police,urgence,danger,violen,abus,menac,arnaque,fraude,vole.,vol.,harcel,securite,frappe,racis,discrimin,incendie,pompier",
            "policia,emergencia,peligro,violen,abuso,amenaz,estafa,fraude,robo.,robaron,acoso,segur.,segura.,seguridad,golpea,pega.,racis,discrimin,incendio",
            "شرطة,طوارئ,خطر,عنف,تهديد,يهدد,احتيال,نصب.,سرقة,سرقوا,انسرق,تحرش,أمان,سلامة,ضربني,يضرب,عنصري,تمييز,حريق",
        ],
    };
}
