using System.Globalization;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Moderation.Topics;
using Xunit;

namespace SharedCommunity.Tests.Moderation;

public sealed class TopicRulesTests
{
    [Theory]
    [InlineData("looking for a two bedroom apartment", "housing")]
    [InlineData("My landlord wants us to leave", "housing")]
    [InlineData("Je cherche un logement pas trop loin", "housing")]
    [InlineData("أبحث عن شقة للإيجار", "housing")]
    [InlineData("Busco una habitación", "housing")]
    [InlineData("Where can I find a family doctor", "health")]
    [InlineData("Un dentiste qui parle arabe", "health")]
    [InlineData("أين أجد طبيب أسنان", "health")]
    [InlineData("necesito un médico", "health")]
    [InlineData("I feel so much anxiety and stress", "mental-health")]
    [InlineData("ابني عنده اكتئاب وقلق", "mental-health")]
    [InlineData("un psychologue, je suis triste", "mental-health")]
    [InlineData("How do I register at the school", "school")]
    [InlineData("comment inscrire à l'école", "school")]
    [InlineData("كيف أسجل في المدرسة", "school")]
    [InlineData("la escuela", "school")]
    [InlineData("is there a daycare", "childcare")]
    [InlineData("une place en garderie", "childcare")]
    [InlineData("محتاجة حضانة", "childcare")]
    [InlineData("guardería cerca", "childcare")]
    [InlineData("any job in construction", "employment")]
    [InlineData("une entrevue d'embauche", "employment")]
    [InlineData("أبحث عن عمل", "employment")]
    [InlineData("busco trabajo", "employment")]
    [InlineData("free English classes", "language-classes")]
    [InlineData("cours d'anglais", "language-classes")]
    [InlineData("أريد تعلم اللغة الإنجليزية", "language-classes")]
    [InlineData("clases de inglés", "language-classes")]
    [InlineData("my refugee claim hearing", "legal-status")]
    [InlineData("un avocat en immigration", "legal-status")]
    [InlineData("محامي هجرة", "legal-status")]
    [InlineData("permiso de trabajo y asilo", "legal-status")]
    [InlineData("how do I get a SIN number", "documents")]
    [InlineData("renouveler mon passeport", "documents")]
    [InlineData("تجديد جواز السفر", "documents")]
    [InlineData("acta de nacimiento", "documents")]
    [InlineData("open a bank account", "money")]
    [InlineData("la banque alimentaire", "money")]
    [InlineData("كيف أفتح حساب في البنك", "money")]
    [InlineData("pagar los impuestos", "money")]
    [InlineData("how much is the bus pass", "transport")]
    [InlineData("la carte d'autobus", "transport")]
    [InlineData("كم سعر بطاقة الباص", "transport")]
    [InlineData("el autobús al centro", "transport")]
    [InlineData("a mosque near downtown", "community-life")]
    [InlineData("un club de soccer, rencontrer des amis", "community-life")]
    [InlineData("دلوني على مسجد", "community-life")]
    [InlineData("una iglesia", "community-life")]
    [InlineData("somebody threatened me, call the police", "safety")]
    [InlineData("c'est une arnaque", "safety")]
    [InlineData("تعرضت للاحتيال", "safety")]
    [InlineData("me robaron", "safety")]
    public void A_keyword_proposes_its_topic(string text, string topic) =>
        Assert.Contains(topic, TopicRules.Propose(text).Select(one => one.Id));

    [Fact]
    public void The_likeliest_stands_first_and_three_are_enough()
    {
        var proposed = TopicRules.Propose(
            "Landlord, rent and apartment: my doctor says the school and the bank and the bus are too far"
        );

        Assert.Equal("housing", proposed[0].Id);
        Assert.Equal(TopicRules.MostProposed, proposed.Count);
    }

    [Theory]
    [InlineData("Hello everybody")]
    [InlineData("السلام عليكم")]
    [InlineData("👍")]
    [InlineData("")]
    public void What_no_rule_knows_gets_no_topic(string text) => Assert.Empty(TopicRules.Propose(text));

    [Fact]
    public void The_list_is_closed_with_one_key_each()
    {
        Assert.Equal(Topic.All.Count, Topic.All.Select(topic => topic.Id).Distinct().Count());
        Assert.Equal(Topic.All.Count, Topic.All.Select(topic => topic.Key).Distinct().Count());
        Assert.All(Topic.All, topic => Assert.Same(topic, Topic.Find(topic.Id)));
        Assert.All(Topic.All, topic => Assert.Same(topic, Topic.OfKey(char.ToUpperInvariant(topic.Key))));
        Assert.Null(Topic.Find("weather"));
        Assert.Null(Topic.OfKey('1'));
    }

    [Theory]
    [InlineData("en", "Housing")]
    [InlineData("fr", "Logement")]
    [InlineData("ar", "السكن")]
    public void Every_topic_has_a_name_in_every_language_of_the_interface(string language, string housing)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        Assert.Equal(housing, Topic.Housing.Name(culture));
        if (language != "en")
            Assert.All(
                Topic.All.Where(topic => topic.Id is not ("documents" or "transport")),
                topic => Assert.NotEqual(topic.Name(CultureInfo.GetCultureInfo("en")), topic.Name(culture))
            );
    }
}
