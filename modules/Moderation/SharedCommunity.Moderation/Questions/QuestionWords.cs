namespace SharedCommunity.Moderation.Questions;

/// <summary>The words of <see cref="QuestionDetection"/>, as people write them; they are folded when first used.</summary>
internal static class QuestionWords
{
    /// <summary>Greetings and courtesies before a question, skipped when its first word is looked for.</summary>
    public static readonly string[] Fillers =
    [
        "hi hello hey dear all everyone everybody guys friends team please pls plz so and but ok okay well just sorry",
        "excuse me good morning afternoon evening sir madam or then also thanks thank you quick question",
        "bonjour salut bonsoir coucou tous toutes tout le monde chers amis svp s'il vous te plait stp alors et mais",
        "bon merci pardon excusez moi madame monsieur donc à la famille",
        "hola buenas buenos dias días tardes noches a todos todas por favor oye oigan disculpe disculpen perdon perdón",
        "y pero entonces gracias amigos saludos una pregunta",
        "السلام عليكم وعليكم سلام ورحمة الله وبركاته مرحبا أهلا اهلين صباح مساء الخير النور يا جماعة إخوان اخوان",
        "أخوان إخوتي أخواتي شباب أصدقاء لو سمحتم سمحت سمحتو من فضلكم فضلك بس طيب شكرا تحية لكم جميعا للجميع",
        "سلام درود وقت بخیر دوستان ببخشید لطفا привет здравствуйте добрый день вечер вітаю добрий доброго дня",
    ];

    /// <summary>Words that make a question of the clause that they open.</summary>
    public static readonly string[] Openers =
    [
        "where when why who whom whose what which how whats wheres hows is are was were does did can could should",
        "would isnt arent doesnt wheres anyone anybody someone somebody",
        "qui que quoi ou quand comment combien pourquoi quel quelle quels quelles lequel laquelle lesquels puis",
        "peut peux pouvez pourriez pourrait avez savez connaissez connais sais faut dois doit quelqu",
        "quien quienes que donde adonde cuando como cuanto cuanta cuantos cuantas cual cuales hay puedo puede pueden",
        "podria podrian podrias podemos alguien sabe saben sabes conocen conoce tienen tiene debo existe",
        "هل أين اين وين فين كيف متى امتى ماذا لماذا ليش ليه كم مين أي أية ايش شو شنو واش علاش ممكن",
        "مين بكم قديش شحال ماهو ماهي ماهى كيفاش أيمت ايمتى فيني بقدر يمكن أيمكن ألا أليس",
        "де як коли чому чи скільки хто що який яка яке які куди где как когда почему сколько кто что какой какая",
        "какие куда можно ли можна آیا چرا چطور چگونه کجا کی چند چه چی nasıl nerede neden kim hangi kaç halkee sidee",
        "goorma maxay የት እንዴት መቼ ለምን ማን ምን ኣበይ ከመይ መዓስ ንምንታይ መን እንታይ ክንደይ کہاں کیسے کیا کب کیوں کون",
    ];

    /// <summary>Words that open a question only before a subject ("do you", not "do not").</summary>
    public static readonly string[] OpenersBeforeSubject = ["do have has had may will shall am might must wont dont"];

    /// <summary>The subjects of <see cref="OpenersBeforeSubject"/>.</summary>
    public static readonly string[] Subjects =
    [
        "i we you they he she it the my your our his her their this that these those there any anyone anybody",
        "someone somebody people newcomers refugees kids children students families",
    ];

    /// <summary>Words and word groups that make a question wherever they stand.</summary>
    public static readonly string[] Anywhere =
    [
        // English
        "how to,how do,how can,how could,how should,how much,how many,how long,how far,how does,how did,how are",
        "how old,where can,where do,where is,where are,where to,where could,where should,when is,when are,when do",
        "when does,when will,when can,what is,what are,what do,what does,what should,what can,what time,what kind",
        "what documents,what happens,who can,who do,who is,who knows,which one,which office,which school,why is,why do",
        "why does,why did,why am,can i,can we,can you,can someone,can somebody,can anyone,can anybody,could you",
        "could i,could we,could someone,could anyone,should i,should we,do i,do we,do you,does it,does anyone",
        "does anybody,does someone,is there,are there,is it,are you,would you,will i,will you,am i,may i,did anyone",
        "has anyone,has anybody,have you,any one,anyone know,anybody know,anyone has,anyone have,any idea,any ideas",
        "any advice,any suggestion,any suggestions,any information,any info,any help,any recommendation",
        "any recommendations,any news,any update,anyone,anybody,recommend,recommendation,recommendations,suggestions",
        "looking for,look for,searching for,search for,in search of,i search,in need of,need help,need a,need an,need to find",
        "need to know,need some,need to,i need,we need,help me,help us,help with,please help,helping me,want to know,like to know",
        "wants to know,need information,need advice,need somebody,need someone,wondering,wonder if,not sure,don't know,dont know",
        "do not know,no idea,i want to find,i want to,we want to,i would like to,i'd like to,tell me,let me know,my question,i have a question",
        "have a question,question about,question for,question is,advise,trying to find,trying to get,trying to,try to find",
        "confused,can't find,cannot find,cant find,couldn't find,could not find,don't understand,do not understand",
        "whether i,whether we,if i can,if we can,if it is possible,is possible,explain,struggling,how i,where i,when i can,how we,where we can",
        // French
        "est ce,qu'est,qu'il faut faire,y a t,a t il,peut on,doit on,puis je,dois je,ai je,avez vous,pouvez vous,pourriez vous",
        "savez vous,connaissez vous,auriez vous,sont ils,est il,est elle,faut il,existe t,quelqu'un,quelqu'une,quelle est",
        "quel est,quels sont,quelles sont,combien,comment faire,comment on,comment je,comment peut,comment trouver",
        "comment obtenir,comment puis,comment s'inscrire,comment,pourquoi,ou trouver,ou puis,ou est,ou sont,ou se trouve,ou peut",
        "ou je,ou on,ou aller,ou dois,ou faut,d'ou,par ou,a qui,pour qui,quand est,quand commence,jusqu'a quand,depuis quand",
        "a partir de quand,c'est quoi,c'est combien,c'est ou,c'est quand,quoi faire,que faire,je cherche,on cherche,nous cherchons,cherche,recherche",
        "je recherche,a la recherche,j'ai besoin,besoin de,besoin d,besoin,aidez,m'aider,nous aider,une aide,de l'aide,aide svp,besoin d'aide",
        "je voudrais,j'aimerais,je souhaite,je souhaiterais,j'ai une question,une question,ma question",
        "je ne sais pas,je sais pas,sais pas,je ne comprends pas,comprends pas,je n'arrive pas,j'arrive pas,je me demande,me demandais",
        "un conseil,des conseils,conseillez,me conseiller,recommandez,recommander,recommandation,des informations,renseignement",
        "renseignements,des infos,une idee,dites moi,me dire,me renseigner,expliquer,vous savez,tu sais,possible de,quelle,quels,quelles",
        // Spanish
        "alguien sabe,alguien conoce,alguien puede,alguien tiene,alguien que,alguien,sabe alguien,saben si,saben donde,saben como",
        "me pueden,me puede,me podrian,me podria,podrian,podria,puedo,se puede,como puedo,como hago,como se,como puede,donde puedo,donde esta",
        "donde hay,donde queda,donde se,donde,cuando es,cuando abre,cuanto,cuanta,cuantos,cuantas,cual es,cuales son,cual,quien puede,quien sabe",
        "a quien,por que,para que,que necesito,que debo,que documentos,que hago,que tengo que,hay algun,hay alguna,hay alguien",
        "necesito,necesitamos,necesita,busco,buscamos,buscando,ando buscando,quisiera,quisieramos,me gustaria,nos gustaria",
        "quiero saber,queremos saber,quiero,es necesario,es posible,es gratis,es obligatorio,ayuda con,ayuda para,ayuda por favor,pido ayuda,ayudarme,ayudenme,ayudeme,ayudame,no se como,no se donde,no se que,no se si,no se,no entiendo",
        "no encuentro,tengo una pregunta,tengo una duda,una pregunta,una duda,mi pregunta,mi duda,recomiendan,recomiendan,recomienda,recomendacion,recomendar",
        "recomendaciones,consejo,consejos,informacion sobre,alguna idea,diganme,digame,me dicen,explicar,tratando de",
        // Arabic
        "هل,أين,وين,فين,منين,من أين,من وين,إلى أين,كيف,كيفاش,كيفية,متى,امتى,إيمتى,ايمتى,ماذا,لماذا,ليش,ليه,علاش,لاش,كم,قديش,قدّيش,شحال,ماهي,ماهو",
        "ما هي,ما هو,ما هم,ما اسم,ما رقم,ما عنوان,ما موعد,ما أفضل,ما رأيكم,من يمكنه,من وصل,ماذا عن,ما المطلوب,ما الأوراق,ما العمل,ما الفرق,من يعرف,من عنده,من لديه,من عندو,مين,من يستطيع,من يقدر,من جرب",
        "من هو,من هي,من الذي,أحد يعرف,حد يعرف,حدا يعرف,حدا بيعرف,حدا,شي حد,شي واحد,أحدكم,احد منكم,أحد عنده,فيه أحد,في أحد,في حدا,يوجد أحد,يوجد مكان,أي مكان,أي مدرسة,أي طبيب",
        "ايش,إيش,شو,شنو,شنهو,واش,وش,اشنو,أشنو,إيه,ازاي,إزاي,ايه,أبحث,ابحث,نبحث,بحث عن,أدور,ادور,بدور,عم دور,ندور,نقلب على,كنقلب,أحتاج,احتاج,نحتاج,تحتاج,محتاج,محتاجة",
        "محتاجين,بحاجة,حاجة إلى,يلزمني,لازمني,خاصني,أريد,اريد,نريد,بدي,بدنا,عايز,عايزة,عاوز,أبغى,ابغى,أرغب,أود,اود,بغيت,ممكن,هل يمكن,عندي سؤال,لدي سؤال",
        "سؤال,سؤالي,استفسار,استفساري,ساعدوني,ساعدني,تساعدوني,يساعدني,تساعدني,يساعدنا,طلب مساعدة,أطلب مساعدة,أي مساعدة,مساعدة من فضلكم,مساعدتي,أرجو,ارجو,نصيحة,نصيحتكم,تنصحوني,تنصحني,بتنصحوني,معلومات عن",
        "لا أعرف,مش عارف,ما أعرف,ما بعرف,مابعرف,معرفتش,ما فهمت,لم أفهم,دلوني,دلني,تدلوني,أخبروني,خبروني,قولولي,يخبرني,يدلني,أي معلومات,اقدر,أقدر,بقدر,فيني,نقدر,أستطيع,أي واحد",
        // and a little of the other languages; a private message needs no rule, a group question mostly has its mark
        "کجا,چطور,چگونه,آیا,چرا,چه کسی,کسی می داند,نیاز دارم,کمک لازم,کمک می خواهم,کمک میخواهم,کمک کنید,دنبال,підкажіть,допоможіть,шукаю,потрібна,потрібен,потрібно,хто знає",
        "подскажите,помогите,ищу,нужна,нужен,нужно,кто знает,arıyorum,ihtiyacım,biliyor mu,var mı,yardım,waxaan raadinayaa,caawimaad",
        "ማን ያውቃል,እፈልጋለሁ,እርዳታ,ሓገዝ,የድልየኒ,ዝፈልጥ,چاہیے,مدد,تلاش",
    ];
}
