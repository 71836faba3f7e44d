using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Testing.Contents;

namespace FerroGate.Ai.Tests.Translation;

/// <summary>A loss that is named for something that has arrived is found.</summary>
public sealed class SurvivorsTests
{
    private const string Asked = """{"messages":[{"role":"user","content":[{"type":"text","text":"a long text"},{"type":"text","text":"another text"}]}],"seed":7,"top_logprobs":2,"user":"somebody"}""";

    [Theory]
    [InlineData("seed", LossReason.Unsupported, true)]
    [InlineData("seed", LossReason.Value, false)]
    [InlineData("user", LossReason.Unsupported, false)]
    [InlineData("top_logprobs", LossReason.Unsupported, false)]
    [InlineData("messages[*].content[*]", LossReason.Unsupported, false)]
    [InlineData("messages[*].content", LossReason.Unsupported, false)]
    public void Something_that_is_still_there_is_not_lost(string path, string reason, bool survives)
    {
        var arrived = JsonElement.Parse("""{"contents":[{"role":"user","parts":[{"text":"a long text"}]}],"generationConfig":{"seed":7,"logprobs":3}}""");

        Assert.Equal(survives, Survivors.Of(Protocol.Chat, JsonElement.Parse(Asked), Protocol.Gemini, arrived, [new Loss(path, reason)]).Any());
    }

    [Fact]
    public void Texts_that_are_all_there_are_not_lost()
    {
        var arrived = JsonElement.Parse("""{"contents":[{"role":"user","parts":[{"text":"a long text"},{"text":"another text"}]}]}""");

        Assert.Single(Survivors.Of(Protocol.Chat, JsonElement.Parse(Asked), Protocol.Gemini, arrived, [new Loss("messages[*].content[*]", LossReason.Unsupported)]));
    }

    [Fact]
    public void A_keyword_that_is_still_a_member_is_not_lost()
    {
        var asked = JsonElement.Parse("""{"messages":[],"tools":[{"type":"function","function":{"name":"f","parameters":{"minLength":3,"format":"date"}}}]}""");
        var arrived = JsonElement.Parse("""{"tools":[{"name":"f","input_schema":{"minLength":3}}]}""");

        var found = Survivors.Of(
            Protocol.Chat, asked, Protocol.Messages, arrived, [new Loss("tools[*].function.parameters.**.minLength", LossReason.Keyword), new Loss("tools[*].function.parameters.**.format", LossReason.Keyword)]);

        Assert.Equal("tools[*].function.parameters.**.minLength", Assert.Single(found).Path);
    }
}
