using System.Data.Common;
using FerroGate.Ai.Dialects;
using FerroGate.Core.Stored;
using FerroGate.Server.Ai.Rooms;

namespace FerroGate.Server.Ai.Stored;

/// <summary>Writes down what providers store for whom, before the client can name it.</summary>
internal sealed partial class StoredResponses(IStoredObjects objects, BackgroundResults background, TimeProvider clock, ILogger<StoredResponses> logger)
{
    private static readonly string[] ScopeHeaders = ["openai-organization", "openai-project"];

    /// <summary>Writes down what is new, on the first sight of an answer and at its end.</summary>
    public async ValueTask KeepAsync(Exchange exchange)
    {
        if (exchange.Stored is not { } answer || ReferenceEquals(answer, exchange.Kept) || exchange.Admitted.Envelope.Stored is { IsDelete: true })
        {
            return;
        }

        exchange.Kept = answer;
        var origin = exchange.Admitted.Asked.Origin;
        if (exchange.Admitted.Envelope.Stored is null)
        {
            var isNewHold = exchange.Admitted.Envelope.IsBackground && answer.Status == StoredStatus.Running && exchange.Hold is null;
            if (isNewHold)
            {
                exchange.Hold = HoldOf(exchange, answer);
                background.Begin(exchange.Hold);
            }

            await TryAsync(() => objects.KeepAsync(PartsOf(Made(exchange, answer), answer), isNewHold ? exchange.Hold : null, CancellationToken.None), answer.Id);
        }
        else if (answer.Id == origin!.ResponseId)
        {
            await TryAsync(() => objects.KeepAsync(PartsOf(origin with { ContextTokens = ContextOf(answer) ?? origin.ContextTokens }, answer), null, CancellationToken.None), answer.Id);
            background.Saw(origin.ExchangeId, exchange.StreamedBytes);
            if (answer.Status != StoredStatus.Running)
            {
                await background.FinishAsync(origin.ExchangeId, answer.Status, answer.Usage);
            }
        }
    }

    /// <summary>A response was deleted.</summary>
    public async ValueTask ForgetAsync(StoredObject origin)
    {
        await TryAsync(() => objects.ForgetAsync(origin.ResponseId, CancellationToken.None), origin.ResponseId);
        await background.FinishAsync(origin.ExchangeId, StoredStatus.Cancelled, Core.Usage.TokenUsage.Unknown);
    }

    /// <summary>Nobody has the answer of an exchange as its client has it.</summary>
    public async ValueTask ForgetAsync(Exchange exchange, StoredAnswer answer)
    {
        exchange.Kept = null;
        await TryAsync(() => objects.ForgetAsync(answer.Id, CancellationToken.None), answer.Id);
    }

    // The hold is the most that it can come to, which counts until the provider tells what it came to.
    private StoredObject Made(Exchange exchange, StoredAnswer answer) => new()
    {
        Id = answer.Id,
        Kind = StoredKind.Response,
        ResponseId = answer.Id,
        ExchangeId = exchange.Admitted.Facts.Identity.ExchangeId,
        KeyId = exchange.Admitted.Key.Id,
        Tenant = exchange.Admitted.Key.Tenant,
        Model = exchange.Admitted.Permit.Route.Model.Name,
        Provider = exchange.Target!.Provider.Name,
        Account = AccountId.Of(exchange.Target.Provider, exchange.Shown!),
        ContextTokens = ContextOf(answer) ?? exchange.Admitted.Reservation.Hold.Total,
        CreatedAt = clock.GetUtcNow(),
    };

    private static long? ContextOf(StoredAnswer answer) => answer.Usage is { Input: { } input, Output: { } output } ? input + output : null;

    private static List<StoredObject> PartsOf(StoredObject response, StoredAnswer answer) =>
        [response, .. answer.Parts.Select(part => response with { Id = part.Id, Kind = part.Kind })];

    private BackgroundHold HoldOf(Exchange exchange, StoredAnswer answer)
    {
        var target = exchange.Target!;
        var opened = exchange.Admitted.Written with { Failed = Account.Of(exchange, exchange.ChargedFailures, clock.GetUtcNow()) };
        return new BackgroundHold(opened, answer.Id, target.Provider.Name, target.ProviderModel, AccountId.Of(target.Provider, exchange.Shown!))
        {
            Headers = ScopeOf(exchange.Admitted.Http.Request.Headers),
        };
    }

    // Whose they are within an account, in the words of OpenAI.
    private static string ScopeOf(IHeaderDictionary headers) => string.Join('\n', ScopeHeaders
        .Where(name => headers[name].Count > 0)
        .Select(name => $"{name}: {headers[name]}"));

    // An answer is worth more than its name: who asks for it later is told that it is not there.
    private async Task TryAsync(Func<Task> change, string id)
    {
        try
        {
            await change();
        }
        catch (DbException exception)
        {
            Log.NotKept(logger, exception, id);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "What is stored as {Id} at a provider could not be written down; later requests will not find it.")]
        public static partial void NotKept(ILogger logger, Exception exception, string id);
    }
}
