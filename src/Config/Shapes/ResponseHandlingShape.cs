using FerroGate.Config.Model.Directives;
using FerroGate.Config.Options;
using FerroGate.Config.Text;

namespace FerroGate.Config.Shapes;

/// <summary>What <c>intercept</c> and <c>reverse_proxy</c> do with answers of certain kinds.</summary>
internal static class ResponseHandlingShape
{
    /// <summary>A named response matcher where it is used.</summary>
    public static ValueForm<string> MatcherName { get; } = Forms.TextThat(
        "response matcher", text => text is ['@', _, ..], "takes the name of a response matcher after an @", DiagnosticCodes.UnknownMatcher, "@failed");

    public static Shape<ResponseHandlingConfig> Shape { get; } = new Shape<ResponseHandlingConfig>()
        .Add(new ResponseMatchersOption())
        .Blocks("replace_status", () => Replace, responses => responses.Statuses,
            (responses, statuses) => responses with { Statuses = statuses }, _ => new ReplaceStatusConfig(),
            "Gives answers another status.")
        .Blocks("handle_response", () => BodyShape.Response, responses => responses.Handlers,
            (responses, handlers) => responses with { Handlers = handlers }, _ => new HandleResponseConfig(),
            "Directives that answer in place of the answer that came.");

    /// <summary>Every response matcher that is used is defined beside it.</summary>
    public static void CheckNames(ResponseHandlingConfig responses, ConfigContext context)
    {
        var known = responses.Matchers.Select(matcher => $"@{matcher.Name!.Value}").ToList();
        var used = responses.Statuses.Select(replace => replace.Match).Concat(responses.Handlers.Select(handler => handler.Match));
        foreach (var name in used.OfType<Setting<string>>().Where(name => !known.Contains(name.Value)))
        {
            context.Diagnostics.Error(
                DiagnosticCodes.UnknownMatcher,
                name.Span,
                $"there is no response matcher `{name.Value}` here",
                NearestName.HintOrList(name.Value, known) ?? $"define it in the same block: `{name.Value} status 5xx`");
        }
    }

    private static Shape<ReplaceStatusConfig> Replace => field ??= new Shape<ReplaceStatusConfig>(Arguments.Of(
            "[@<matcher>] <status>",
            (line, context) => Arguments.InOrder(line.Values is [{ Text: ['@', ..] }, ..] ? ["match_response", "status"] : ["status"]).Split(line, context),
            entries => Arguments.InOrder(entries.Exists(entry => entry.Name == "match_response") ? ["match_response", "status"] : ["status"]).Join(entries)))
        .Value("match_response", MatcherName, replace => replace.Match, (replace, match) => replace with { Match = match },
            "The answers that it is for.", OptionPlace.Line, fallback: "every one")
        .Value("status", StatusForm.Value, replace => replace.Status, (replace, status) => replace with { Status = status },
            "The new status.", OptionPlace.Line, required: true);
}
