using System.Globalization;
using FerroGate.Config.Model.Proxy;
using FerroGate.Config.Options;
using FerroGate.Config.Text;

namespace FerroGate.Config.Shapes.Proxy;

/// <summary><c>lb_policy</c>: how an upstream is chosen.</summary>
internal static class BalancingPolicyShape
{
    private const string Cookie = "cookie";
    private const int HighestWeight = 1_000;

    private static readonly (string Word, BalancingPolicy Policy)[] Policies =
    [
        ("random", BalancingPolicy.Random),
        ("random_choose", BalancingPolicy.RandomChoose),
        ("first", BalancingPolicy.First),
        ("round_robin", BalancingPolicy.RoundRobin),
        ("weighted_round_robin", BalancingPolicy.WeightedRoundRobin),
        ("least_conn", BalancingPolicy.LeastConnections),
        ("ip_hash", BalancingPolicy.IpHash),
        ("client_ip_hash", BalancingPolicy.ClientIpHash),
        ("uri_hash", BalancingPolicy.UriHash),
        ("query", BalancingPolicy.Query),
        ("header", BalancingPolicy.Header),
        (Cookie, BalancingPolicy.Cookie),
    ];

    public static Shape<BalancingPolicyConfig> Shape => field ??= new Shape<BalancingPolicyConfig>(Arguments.Of(
        "<policy> [<arguments...>]", Split, Join))
    {
        Check = Check,
    }
        .Value("policy", Forms.Choice<BalancingPolicy>([.. Policies]), balancing => balancing.Policy,
            (balancing, policy) => balancing with { Policy = policy }, "How it is chosen.", OptionPlace.Line, required: true)
        .List("arguments", Forms.Text.Such("argument", "2", "x-shard"), balancing => balancing.Arguments,
            (balancing, words) => balancing with { Arguments = words },
            "How many `random_choose` looks at, the weights of `weighted_round_robin`, or the name that `query`, `header` and `cookie` look for.",
            OptionPlace.Line)
        .Value("secret", Forms.Secret, balancing => balancing.Secret, (balancing, secret) => balancing with { Secret = secret },
            "Signs the cookie; the third word of `cookie NAME SECRET`.", OptionPlace.Line, fallback: "one that is made at each start")
        .Block("fallback", () => Shape, balancing => balancing.Fallback, (balancing, fallback) => balancing with { Fallback = fallback },
            _ => new BalancingPolicyConfig(), "How it is chosen for a request without that header, parameter or cookie.")
        .Value("max_age", Forms.Duration, balancing => balancing.MaxAge, (balancing, age) => balancing with { MaxAge = age },
            "How long browsers keep the cookie.", fallback: "until the browser is closed");

    private static IEnumerable<OptionEntry> Split(OptionEntry line, ConfigContext context)
    {
        var hasSecret = line.Values is [{ Text: Cookie }, _, _, ..];
        if (hasSecret)
            Arguments.RefuseWords(line, 3, context);

        var names = hasSecret ? ["policy", "arguments", "secret"] : new[] { "policy", "arguments..." };
        return Arguments.InOrder(names).Split(hasSecret ? line with { Values = [.. line.Values.Take(3)] } : line, context);
    }

    private static IEnumerable<OptionValue> Join(List<OptionEntry> entries) =>
    [
        .. Arguments.Take(entries, "policy")?.Values ?? [],
        .. Arguments.Take(entries, "arguments")?.Values ?? [],
        .. Arguments.Take(entries, "secret")?.Values ?? [],
    ];

    private static void Check(BalancingPolicyConfig balancing, OptionEntry owner, ConfigContext context)
    {
        // One that is no policy has been complained about.
        if (balancing.Policy is not { } policy)
            return;

        var word = Array.Find(Policies, known => known.Policy == policy.Value).Word;
        var arguments = balancing.Arguments;
        var wrong = (policy.Value, arguments.Count) switch
        {
            (BalancingPolicy.RandomChoose, > 1) => "`random_choose` takes one number",
            (BalancingPolicy.RandomChoose, 1) when !IsWhole(arguments[0].Value, 2, int.MaxValue) => "`random_choose` takes a number from 2",
            (BalancingPolicy.WeightedRoundRobin, 0) => "`weighted_round_robin` wants a weight for each upstream",
            (BalancingPolicy.WeightedRoundRobin, _) when arguments.Any(weight => !IsWhole(weight.Value, 0, HighestWeight)) =>
                $"a weight is a whole number from 0 to {HighestWeight}",
            (BalancingPolicy.WeightedRoundRobin, _) when arguments.All(weight => weight.Value.Trim('0').Length == 0) =>
                "one of the weights must be more than 0",
            (BalancingPolicy.Query or BalancingPolicy.Header, not 1) => $"`{word}` wants one name",
            (BalancingPolicy.Header or BalancingPolicy.Cookie, 1) when !HeaderNameForm.IsName(arguments[0].Value) =>
                $"`{arguments[0].Value}` cannot be the name of a {word}",
            (BalancingPolicy.Cookie, 0) when balancing.Secret is not null => "a cookie with a secret wants a name",
            (BalancingPolicy.Cookie, > 1) => "`cookie` takes a name and a secret",
            (BalancingPolicy.RandomChoose or BalancingPolicy.WeightedRoundRobin or BalancingPolicy.Query or BalancingPolicy.Header or BalancingPolicy.Cookie, _) => null,
            (_, > 0) => $"`{word}` takes no arguments",
            _ => null,
        };
        if (wrong is not null)
            context.Diagnostics.Error(DiagnosticCodes.InvalidValue, arguments is [var first, ..] ? first.Span : policy.Span, wrong);

        var isCookie = policy.Value == BalancingPolicy.Cookie;
        RefuseUnless(isCookie, balancing.Secret?.Span, "secret", "`cookie`");
        RefuseUnless(isCookie, balancing.MaxAge?.Span, "max_age", "`cookie`");
        RefuseUnless(
            isCookie || policy.Value is BalancingPolicy.Query or BalancingPolicy.Header,
            balancing.Fallback?.Policy?.Span, "fallback", "`query`, `header` and `cookie`");

        void RefuseUnless(bool isRight, SourceSpan? span, string option, string policies)
        {
            if (!isRight && span is { } place)
                context.Diagnostics.Error(DiagnosticCodes.ConflictingOptions, place, $"`{option}` is for {policies} and not for `{word}`");
        }
    }

    private static bool IsWhole(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most;
}
