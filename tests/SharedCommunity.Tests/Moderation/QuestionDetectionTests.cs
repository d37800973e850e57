using SharedCommunity.Moderation.Questions;
using Xunit;

namespace SharedCommunity.Tests.Moderation;

public sealed class QuestionDetectionTests(ITestOutputHelper output)
{
    [Fact]
    public void Recall_comes_before_precision()
    {
        var missed = QuestionSentences.Questions.Where(text => !QuestionDetection.Asks(text)).ToList();
        var wronglySeen = QuestionSentences.Remarks.Where(QuestionDetection.Asks).ToList();
        var found = QuestionSentences.Questions.Length - missed.Count;
        var recall = (double)found / QuestionSentences.Questions.Length;
        var precision = (double)found / (found + wronglySeen.Count);
        output.WriteLine(
            $"{QuestionSentences.Questions.Length} questions, {QuestionSentences.Remarks.Length} remarks: "
                + $"recall {recall:0.000}, precision {precision:0.000}"
        );
        foreach (var text in missed)
            output.WriteLine($"missed: {text}");
        foreach (var text in wronglySeen)
            output.WriteLine($"wrongly seen: {text}");

        Assert.True(QuestionSentences.Questions.Length + QuestionSentences.Remarks.Length >= 120);
        Assert.True(recall >= 0.98, $"recall is {recall:0.000}; missed: {string.Join(" · ", missed)}");
        Assert.True(
            precision >= 0.9,
            $"precision is {precision:0.000}; wrongly seen: {string.Join(" · ", wronglySeen)}"
        );
    }

    [Theory]
    [InlineData("أين المكتب")]
    [InlineData("أَيْنَ المَكْتَب")]
    [InlineData("أيـــن المكتب")]
    [InlineData("\u202Bأين\u200F المكتب\u202C")]
    [InlineData("اين المكتب")]
    [InlineData("WHERE is the office")]
    [InlineData("ou\u0300 est le bureau")]
    [InlineData("OÙ EST LE BUREAU")]
    [InlineData("DONDE ESTA LA OFICINA")]
    [InlineData("¿dónde está la oficina")]
    public void Marks_case_and_diacritics_do_not_hide_a_question(string text) =>
        Assert.True(QuestionDetection.Asks(text));

    [Theory]
    [InlineData("https://example.org/?q=1")]
    [InlineData("the list: www.example.org/a?b=c")]
    [InlineData("???")]
    [InlineData("")]
    [InlineData("   \n ")]
    [InlineData("\uD83D")]
    public void An_address_or_a_nudge_is_no_question(string text) => Assert.False(QuestionDetection.Asks(text));

    [Theory]
    [InlineData("/ask where is the clinic", "where is the clinic")]
    [InlineData("/ask@help_bot where is the clinic", "where is the clinic")]
    [InlineData("/ASK@Help_Bot\nwhere is the clinic", "where is the clinic")]
    [InlineData("\u200F/ask أين العيادة", "أين العيادة")]
    [InlineData("/ask", "")]
    [InlineData("/ask@help_bot  ", "")]
    public void Ask_is_recognised(string text, string question)
    {
        Assert.True(Commands.TryAsk(text, "@help_bot", out var read));
        Assert.Equal(question, read);
    }

    [Theory]
    [InlineData("/ask@other_bot where is the clinic")]
    [InlineData("/asking for a friend")]
    [InlineData("/ask-me")]
    [InlineData("ask where is the clinic")]
    [InlineData("please /ask where")]
    [InlineData("/start abc")]
    [InlineData("/")]
    [InlineData("/ask@ where")]
    [InlineData("")]
    public void Other_texts_are_not_ask(string text) => Assert.False(Commands.TryAsk(text, "help_bot", out _));

    [Theory]
    [InlineData("/start", true)]
    [InlineData("/bind@help_bot token", true)]
    [InlineData("/ask where", true)]
    [InlineData("/ 2 rooms", false)]
    [InlineData("/home/user", false)]
    [InlineData("and/or", false)]
    public void Commands_are_told_from_texts(string text, bool command) =>
        Assert.Equal(command, Commands.IsCommand(text));
}
