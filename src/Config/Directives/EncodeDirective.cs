using FerroGate.Config.Model.Directives;
using FerroGate.Config.Options;
using FerroGate.Config.Text;

namespace FerroGate.Config.Directives;

/// <summary><c>encode</c>.</summary>
internal static class EncodeDirective
{
    public static IDirective Value { get; } = new Directive<EncodeConfig>(
        "encode",
        "Compresses answers; those of the AI paths never.",
        span => new EncodeConfig(span),
        new Shape<EncodeConfig>(Arguments.InOrder("encoders..."))
        {
            Check = (encode, owner, context) =>
            {
                if (encode.Encoders.Count == 0 && !IsSaid(owner))
                    context.Diagnostics.Error(DiagnosticCodes.MissingArgument, owner.NameSpan, "`encode` wants `gzip`, `zstd` or both");
            },
        }
            .Add(new EncodersOption { Place = OptionPlace.Line })
            .Value("minimum_length", Forms.SizeFrom(0), encode => encode.MinimumLength,
                (encode, length) => encode with { MinimumLength = length }, "Shorter answers are left alone.", fallback: "512")
            .Add(new ResponseMatchOption<EncodeConfig>(encode => encode.When, (encode, when) => encode with { When = when })
            {
                Default = "content types that compress well",
            })
            .Refuse("br", "no server compresses with it by itself; `file_server { precompressed br }` sends files that are")
            .Refuse("prefer", "the order in which the compressions are written is the order of preference"));

    // What was said wrongly has been complained about.
    private static bool IsSaid(OptionEntry owner) =>
        owner.Values.Count > 0 || owner.Block?.Any(entry => entry.Name is "gzip" or "zstd" or "br" or "encoders") == true;
}
