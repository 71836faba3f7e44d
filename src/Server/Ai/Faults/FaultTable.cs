using FerroGate.Ai.Conversations.Answers;
using static FerroGate.Server.Ai.Faults.Blame;
using static FerroGate.Server.Ai.Faults.FaultKind;
using static FerroGate.Server.Ai.Faults.NextStep;

namespace FerroGate.Server.Ai.Faults;

/// <summary>
/// The one table of what goes wrong at providers: what it means, and by which statuses and words they say it. What a caller did wrong
/// never counts against a target, and is not tried elsewhere.
/// </summary>
internal static class FaultTable
{
    // The words are those of OpenAI, Anthropic, Google, xAI, Azure, and of those who speak their protocols.
    private static readonly (FaultKind Kind, string[] Words)[] Codes =
    [
        (ContextOverflow, ["context_length_exceeded", "request_too_large", "string_above_max_length"]),
        (ContentRefused, ["content_policy_violation", "content_filter", "invalid_prompt", "bio_policy", "cyber_policy", "moderation"]),
        (QuotaExhausted, ["insufficient_quota", "billing_not_active", "billing_hard_limit_reached", "billing_error"]),
        (NoSuchModel, ["model_not_found", "deploymentnotfound", "not_found_error"]),
        (RateLimited, ["rate_limit_exceeded", "rate_limit_error", "resource_exhausted", "too_many_requests"]),
        (Overloaded, ["overloaded_error", "overloaded", "unavailable", "service_unavailable", "engine_overloaded"]),
        (ServerError, ["server_error", "api_error", "internal", "unknown", "deadline_exceeded", "timeout_error"]),
    ];

    // Where the code says no more than that the request is wrong, the sentence does.
    private static readonly (FaultKind Kind, string[] Phrases)[] Sentences =
    [
        (ContextOverflow,
        [
            "prompt is too long", "exceed context limit", "maximum context length", "context length", "exceeds the maximum number of tokens",
            "maximum prompt length", "context window", "input is too long",
        ]),
        (PrefillRefused, ["prefill", "must end with a user message"]),
        (QuotaExhausted, ["credit balance is too low", "exceeded your current quota", "used all available credits"]),
        (ContentRefused, ["content management policy", "content filtering policy", "safety system"]),
    ];

    /// <summary>What a fault means.</summary>
    public static FaultMeaning Of(FaultKind kind) => kind switch
    {
        Unreachable => new(Repeat, Provider, OpensCircuit: true),
        SlowConnect => new(Next, Provider, OpensCircuit: true),
        Silent => new(Next, Provider, OpensCircuit: true),
        SlowFirstToken => new(Next, Provider, OpensCircuit: true),
        Stalled => new(Next, Provider, OpensCircuit: true),
        Cut => new(Repeat, Provider, OpensCircuit: true),
        Malformed => new(Next, Provider, OpensCircuit: true),
        NoAnswer => new(Next, Provider, OpensCircuit: true),
        TooLarge => new(Tell, Provider, OpensCircuit: false),
        CallerError => new(Tell, Caller, OpensCircuit: false),
        NoSuchModel => new(Next, Operator, OpensCircuit: false),
        ContextOverflow => new(Larger, Caller, OpensCircuit: false),
        ContentRefused => new(Tell, Caller, OpensCircuit: false),
        PrefillRefused => new(Next, Operator, OpensCircuit: false),
        CredentialRefused => new(Next, Operator, OpensCircuit: false),
        RateLimited => new(Repeat, Provider, OpensCircuit: false),
        QuotaExhausted => new(Next, Operator, OpensCircuit: false),
        Overloaded => new(Repeat, Provider, OpensCircuit: true),
        ServerError => new(Repeat, Provider, OpensCircuit: true),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such fault."),
    };

    /// <summary>What an answer with a status means that is no success.</summary>
    /// <param name="status">The status.</param>
    /// <param name="fault">What the body says; <c>null</c> where it cannot be read.</param>
    public static FaultKind Of(int status, ProviderFault? fault) => status switch
    {
        >= 400 when Said(fault) is { } said && Fits(said, status) => said,
        402 => QuotaExhausted,
        429 => RateLimited,
        408 or 504 => ServerError,
        503 or 529 => Overloaded,
        401 or 403 or >= 400 and < 500 => CallerError,
        >= 500 => ServerError,
        _ => NoAnswer,
    };

    /// <summary>What an error inside an answer of status 200 means.</summary>
    public static FaultKind Of(ProviderFault? fault) => fault switch
    {
        null => ServerError,
        _ when Said(fault) is { } said => said,
        { Status: { } status } => Of(status, null),
        _ => ServerError,
    };

    private static FaultKind? Said(ProviderFault? fault)
    {
        if (fault is null)
        {
            return null;
        }

        foreach (var (kind, phrases) in Sentences)
        {
            if (phrases.Any(phrase => fault.Message.Contains(phrase, StringComparison.OrdinalIgnoreCase)))
            {
                return kind;
            }
        }

        foreach (var (kind, words) in Codes)
        {
            if (words.Contains(fault.Code, StringComparer.OrdinalIgnoreCase))
            {
                return kind;
            }
        }

        return null;
    }

    // The status is the firmer word: a sentence of a failing server may hold anything, and so may one of a caller's mistake.
    private static bool Fits(FaultKind kind, int status) => kind switch
    {
        ContextOverflow or ContentRefused or PrefillRefused => status is 400 or 413 or 422 or 403,
        NoSuchModel => status == 404,
        QuotaExhausted => status is 400 or 402 or 403 or 429,
        RateLimited => status == 429,
        Overloaded or ServerError => status >= 500,
        _ => true,
    };
}
