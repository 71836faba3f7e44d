using System.Text;
using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Translation;
using FerroGate.Testing.Contents;

namespace FerroGate.Ai.Tests.Translation;

/// <summary>A setting that a request says by two names.</summary>
public sealed class TwoNamesTests
{
    [Theory]
    [InlineData(""" "max_tokens":999,"max_completion_tokens":10 """, "max_tokens=value")]
    [InlineData(""" "max_completion_tokens":10,"max_tokens":999 """, "max_tokens=value")]
    [InlineData(""" "max_completion_tokens":10,"max_tokens":10 """, "")]
    public void The_newer_name_counts_wherever_it_stands_and_the_other_is_named(string members, string losses)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"messages":[{"role":"user","content":"hi"}],{{members}}}""");
        Assert.True(RequestTranslator.Open(Pairs.DialectOf(Protocol.Chat), body, stream: false).TryGet(out var translator, out _));
        using (translator)
        {
            Assert.True(translator.Write(Pairs.DialectOf(Protocol.Messages), new TargetModel("m", 4096)).TryGet(out var request, out _));

            Assert.Equal(10, JsonElement.Parse(request.Body.Span).GetProperty("max_tokens").GetInt32());
            Assert.Equal(losses, string.Join(", ", request.Losses.Select(loss => $"{loss.Path}={loss.Reason}")));
        }
    }
}
