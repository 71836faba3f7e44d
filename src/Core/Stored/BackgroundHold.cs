using FerroGate.Core.Ledger;

namespace FerroGate.Core.Stored;

/// <summary>
/// What is held for a response that a provider makes in the background: its exchange has ended for the client, and is settled when
/// its result is known.
/// </summary>
/// <param name="Exchange">The exchange that asked for it.</param>
/// <param name="ResponseId">The response.</param>
/// <param name="Provider">The provider's name here.</param>
/// <param name="ProviderModel">The provider's name of the model.</param>
/// <param name="Account">Where the response is stored.</param>
public sealed record BackgroundHold(OpenedExchange Exchange, string ResponseId, string Provider, string ProviderModel, AccountId Account)
{
    /// <summary>
    /// The headers of the client that say in which part of the account the response is, as lines of <c>name: value</c>; empty where it sent none.
    /// </summary>
    public string Headers { get; init; } = "";
}
