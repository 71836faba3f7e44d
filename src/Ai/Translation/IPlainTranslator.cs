using System.Text.Json;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Translation;

/// <summary>Says a provider's plain answers in the words of the client's protocol.</summary>
public interface IPlainTranslator
{
    /// <summary>A whole answer.</summary>
    /// <param name="body">The provider's.</param>
    /// <param name="usage">What it cost.</param>
    /// <exception cref="FormatException">It cannot be said in the client's protocol.</exception>
    /// <exception cref="JsonException">It is not one JSON value.</exception>
    TranslatedAnswer Whole(ReadOnlyMemory<byte> body, TokenUsage usage);

    /// <summary>The error that a provider tells; <c>null</c> where it tells none that can be read.</summary>
    ProviderFault? FaultOf(ReadOnlyMemory<byte> body);
}
