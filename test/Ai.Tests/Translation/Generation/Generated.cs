using CsCheck;
using FerroGate.Testing.Contents;

namespace FerroGate.Ai.Tests.Translation.Generation;

/// <summary>
/// What the generators make, the same each time: a test that fails does so everywhere, and shows all faults instead of the smallest.
/// </summary>
internal static class Generated
{
    /// <summary>Whole requests of a protocol, in its own words.</summary>
    public static IEnumerable<string> Requests(Protocol protocol, int count) => Of(
        protocol switch
        {
            Protocol.Chat => AnyChatRequest.Any,
            Protocol.Responses => AnyResponsesRequest.Any,
            Protocol.Messages => AnyMessagesRequest.Any,
            _ => AnyGeminiRequest.Any,
        },
        count);

    /// <summary>Whole answers of a protocol.</summary>
    public static IEnumerable<string> Answers(Protocol protocol, int count) => Of(
        protocol switch
        {
            Protocol.Chat => AnyChatAnswer.Any,
            Protocol.Responses => AnyResponsesAnswer.Any,
            Protocol.Messages => AnyMessagesAnswer.Any,
            _ => AnyGeminiAnswer.Any,
        },
        count);

    private static IEnumerable<string> Of(Gen<string> gen, int count)
    {
        var random = new PCG(1, 20_260_101);
        for (var number = 0; number < count; number++)
            yield return gen.Generate(random, null, out _);
    }
}
