using System.Text.Json;
using FerroGate.Ai.Json;
using FerroGate.Core.Refusals;

namespace FerroGate.Ai.Conversations.Answers;

/// <summary>An error as a provider tells it.</summary>
/// <param name="Message">Its sentence.</param>
/// <param name="Code">Its word for the kind of error, such as <c>overloaded_error</c>; <c>null</c> where it has none.</param>
public sealed record ProviderFault(string Message, string? Code)
{
    /// <summary>A body that is JSON and holds nothing that is an answer, nor an error that can be read.</summary>
    public static ProviderFault NoAnswer { get; } = new("The provider has sent something that is no answer.", RefusalCodes.ProviderError);

    /// <summary>What a body or an event says is wrong; <c>null</c> where it says nothing that can be read.</summary>
    public static ProviderFault? Of(IConversationDialect dialect, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var parsed = ParsedJson.ParseAnswer(body);
            return dialect.ReadFault(parsed.Root);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The HTTP status that the word stands for in a stream; <c>null</c> where it is not known.</summary>
    public int? Status { get; init; }

    /// <summary>The member of the request that is to blame.</summary>
    public string? Parameter { get; init; }
}
