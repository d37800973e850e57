namespace SharedCommunity.Moderation.Questions;

/// <summary>The tested list of <see cref="ThanksDetection"/>; folded when first used.</summary>
internal static class ThanksPhrases
{
    /// <summary>What thanks, or says that all is well: a text needs one of them.</summary>
    public static readonly string[] Thanks =
    [
        // English
        "thank you,thank u,thankyou,thank,thanks,thankss,thanx,thx,tnx,ty,tysm,tyvm,many thanks,much appreciated,appreciated,appreciate,i appreciate it",
        "appreciate it,i appreciate,we appreciate,appreciate your help,grateful,god bless you,god bless,bless you,ok,okay,okey,k,kk,got it,noted,understood,perfect,great",
        "awesome,wonderful,excellent,cheers,that helps,this helps,very helpful,so helpful,helpful,that is helpful,that's helpful,you are the best,you're the best",
        "that's great,that is great,sounds good,all good,cool,nice,amazing",
        // French
        "merci,mercie,mersi,mrc,mci,remercie,je vous remercie,je te remercie,on vous remercie,nous vous remercions,grand merci,mille mercis,mercis,d'accord,dac",
        "daccord,parfait,super,genial,tres utile,c'est gentil,tres gentil,bien recu,bien note,c'est note,compris,c'est parfait,que dieu vous benisse,dieu vous benisse,top,ca marche",
        "reconnaissant,reconnaissante",
        // Arabic, with the spellings that keyboards and dialects bring
        "شكرا,شكراً,شكران,شكر,شكرن,شكرا لك,شكرا لكم,شكرا جزيلا,جزيل الشكر,الشكر,الشكر لك,الشكر لكم,كل الشكر,الف شكر,شكرا كتير,شكرا كثيرا,مشكور,مشكوره,مشكورة,مشكورين",
        "مشكورا,متشكر,متشكرة,متشكرين,اشكرك,أشكركم,نشكركم,نشكرك,تشكرات,يسلمو,يسلموا,تسلم,تسلمي,تسلمو,تسلموا,يعطيك العافية,يعطيكم العافية,الله يعطيك العافية,الله يعطيكم العافية",
        "جزاك الله خيرا,جزاكم الله خيرا,جزاك الله خير,جزاكم الله خير,جزاك الله كل خير,جزاكم الله كل خير,الله يجزيك الخير,الله يجزيكم الخير,بارك الله فيك,بارك الله فيكم,بارك الله بك,الله يبارك فيك",
        "الله يبارك فيكم,الله يخليك,الله يخليكم,الله يحفظك,الله يحفظكم,الله يرضى عليك,الله يسلمك,ربي يحفظك,ربي يحفظكم,رحم الله والديك,الله يرحم والديك,لله يجازيك بخير,الله يجازيك بخير",
        "ممنون,ممنونة,ممنونين,ممنونك,ممتن,ممتنة,ممتنين,تمام,تم,حسنا,حسنًا,طيب,اوكي,أوكي,أوكيه,اوك,ماشي,مفهوم,فهمت,وصلت,وصلت الفكرة,رائع,ممتاز,حلو,الحمد لله,تحياتي",
        "choukran,shukran,chokran,shokran,choukrane,shukran jazilan,yislamu,jazakallah,jazak allah khair,barakallah,baraka allahou fik",
        // Spanish
        "gracias,grasias,graciass,muchas gracias,mil gracias,muchisimas gracias,grax,agradezco,le agradezco,les agradezco,te agradezco,lo agradezco,agradecido,agradecida,muy agradecido,muy agradecida",
        "muy amable,muy amables,que amable,perfecto,vale,de acuerdo,entendido,excelente,genial,dios le bendiga,dios los bendiga,dios te bendiga,dios la bendiga,listo,buenisimo,bendiciones",
        // Persian and Dari
        "ممنونم,متشکر,متشکرم,مچکرم,مرسی,مرسي,تشکر,تشکر از شما,سپاس,سپاسگزارم,سپاسگذارم,خیلی ممنون,زیاد تشکر,بسیار تشکر,جهانی سپاس,خدا خیرتان بدهد,خدا خیرت بده,دستت درد نکنه,دستتان درد نکند",
        "دست شما درد نکند,دست شما درد نکنه,زنده باشی,زنده باشید,تشکری,خانه آباد,خانه تان آباد,باشه,درست است,عالی,قربان شما,manana,مننه,ډېره مننه",
        // Ukrainian, Russian
        "дякую,дякуємо,дяка,щиро дякую,дуже дякую,щиро вдячна,щиро вдячний,вдячна,вдячний,вдячні,спасибі,спасибо,спс,благодарю,благодарим,большое спасибо,добре,гаразд,зрозуміло,зрозуміла",
        "зрозумів,чудово,супер,понятно,поняла,понял,хорошо,отлично,ок,dyakuyu,spasibo",
        // Tigrinya, Amharic
        "የቐንየለይ,የቀንየለይ,የቐንየልና,የቀንየልና,የቐንየለና,የቅንየለይ,አመሰግናለሁ,አመሰግናለው,እናመሰግናለን,እግዚአብሔር ይስጥልኝ,እግዚአብሄር ይባርክህ,ይባርኽኩም,ሕራይ,ሕራይ እሺ,እሺ,ጽቡቕ,ጽቡቅ,ኣመስግን,ኣመስግነኩም,yekenyeley,yeqenyeley",
        // Somali, Urdu, Turkish, Portuguese, Tagalog: members bring these to English answers too
        "mahadsanid,mahadsantahay,waad mahadsan tahay,waad mahadsantahay,waan ka mahadcelinayaa,شکریہ,بہت شکریہ,مہربانی,shukriya,teşekkürler,teşekkür ederim,teşekkür ederiz",
        "tesekkurler,tesekkur ederim,çok teşekkürler,çok teşekkür ederim,sağ ol,sağolun,sağ olun,tamam,obrigado,obrigada,salamat,asante,murakoze",
    ];

    /// <summary>What may stand around it.</summary>
    public static readonly string[] Courtesy =
    [
        "hi,hello,dear,so,very,much,a lot,lots,a million,again,for,all,everyone,everybody,to,to you,you,u,for your help,for the help,for helping,for helping me,for helping us,for all your help,for help",
        "for your answer,for the answer,for answering,for your reply,for the reply,for replying,for your response,for the information,for the info,for your time,for your support,for your kindness,for the advice",
        "for your advice,for everything,for the quick reply,for the quick answer,for your quick reply,for letting me know,for sharing,sir,madam,my friend,friends,friend,brother,sister,bro,team,indeed,really,it,that,have a nice day",
        "have a great day,have a good day,good day,good night,bye,best regards,regards,and,oh,wow,yes,now,in advance,i,we,guys,the,amen,dear all",
        "beaucoup,bcp,infiniment,encore,bien,a vous,a toi,a tous,a toutes,a tous et a toutes,vous,tous,toute l'equipe,l'equipe,pour votre aide,pour l'aide,pour ton aide,de votre aide,pour votre reponse,pour la reponse",
        "de votre reponse,pour ta reponse,pour l'information,pour les informations,pour l'info,pour les infos,pour ces informations,pour tout,pour le conseil,pour vos conseils,pour votre temps,de m'avoir repondu,d'avance,par avance",
        "tres,vraiment,madame,monsieur,mon ami,mon frere,ma soeur,bonne journee,bonne soiree,bonsoir,bonjour,au revoir,a bientot,cordialement,et,oui,chers amis,de tout coeur,du fond du coeur,pour,votre gentillesse,pour votre gentillesse,de,toutes,les amis",
        "لك,لكم,لكي,لكن جميعا,إلك,الكم,جزيلا,جزيل,كثيرا,كثير,كتير,جدا,جدّا,مرة,وايد,بزاف,برشا,الك,لكم جميعا,جميعا,للجميع,على المساعدة,عالمساعدة,على مساعدتك,على مساعدتكم,لمساعدتك,لمساعدتكم,للمساعدة,على الرد,على ردك,على ردكم,على الجواب",
        "على المعلومة,على المعلومات,للمعلومات,على النصيحة,على وقتك,على وقتكم,على كل شيء,على كل شي,على اهتمامكم,على الاهتمام,من القلب,من كل قلبي,أخي,اخي,أختي,اختي,أخوي,يا أخي,يا أختي,حبيبي,حبيبتي,يا غالي,يا غالية,عزيزي,عزيزتي",
        "أستاذ,استاذ,أستاذة,والله,الله,إن شاء الله,ان شاء الله,ما شاء الله,آمين,امين,السلام عليكم,مع السلامة,يا رب,نعم,خير,و,وشكرا,ألف,كل,على,لطفك,على لطفك,ولكم,ولك,يا جماعة,دائما",
        "muchas,mucho,muchisimo,mil,por la ayuda,por su ayuda,por tu ayuda,por ayudarme,por ayudar,por la respuesta,por su respuesta,por responder,por la informacion,por la info,por todo,por su tiempo,por el consejo,por los consejos,a todos,a todas,a ustedes,a usted,a ti",
        "muy,tan,de verdad,de corazon,de antemano,amigo,amiga,amigos,senor,senora,que tenga buen dia,que tengan buen dia,buen dia,buenas noches,buenas tardes,hola,si,y,por su amabilidad,saludos,hermano,hermana,por,adios",
        "از شما,از کمک شما,از کمکتان,بابت کمک,بابت کمکتان,بابت راهنمایی,خیلی,بسیار,زیاد,فراوان,یک جهان,یک دنیا,جهان,دوست عزیز,عزیز,عزیزم,برادر,خواهر,سلام,شما,جان,لطف کردید,لطف شما,خدا حافظ,بلی,بله",
        "дуже,щиро,вам,тобі,за допомогу,за відповідь,за інформацію,за пораду,велике,большое,огромное,очень,за помощь,за ответ,за информацию,за совет,всім,всем,друзі,друзья,гарного дня,хорошего дня,так,да",
        "ብዙሕ,ኣዝዩ,በጣም,ንሓገዝኩም,ንሓገዝኻ,ስለ ሓገዝኩም,ንኹልኹም,ስለ እርዳታችሁ,ስለ መልስዎ,ሓወይ,ሓፍተይ,እወ",
        "badan,aad,aad iyo aad,walaal,بہت,بھائی,آپ کا,çok,ederim,yardımınız için,herkese,muito,maraming",
    ];
}
