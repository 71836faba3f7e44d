using FerroGate.Config.Model.Directives;
using FerroGate.Config.Options;
using FerroGate.Config.Shapes;
using FerroGate.Config.Text;

namespace FerroGate.Config.Directives;

/// <summary><c>basic_auth</c>.</summary>
internal static class BasicAuthDirective
{
    private const string Bcrypt = "bcrypt";

    private static Shape<BasicAuthUserConfig> User { get; } = new Shape<BasicAuthUserConfig>(Arguments.Of("<name> <hash>", SplitUser, JoinUser))
        .Value("name", Forms.Text, user => user.Name, (user, name) => user with { Name = name }, "The name.", OptionPlace.Line, required: true)
        .Value("hash", PasswordHashForm.Value, user => user.Hash, (user, hash) => user with { Hash = hash },
            "The bcrypt hash of the password: `ferrogate hash-password`.", OptionPlace.Line, required: true);

    public static IDirective Value { get; } = new Directive<BasicAuthConfig>(
        "basic_auth",
        "Asks for a name and a password.",
        span => new BasicAuthConfig(span),
        new Shape<BasicAuthConfig>(Arguments.Of("[bcrypt [<realm>]]", SplitLine, JoinLine)) { NeedsBlock = true }
            .Value("algorithm", Forms.Word(Bcrypt), _ => null, (auth, _) => auth,
                "How passwords are hashed; there is one way.", OptionPlace.Line, fallback: Bcrypt)
            .Value("realm", Forms.Text, auth => auth.Realm, (auth, realm) => auth with { Realm = realm },
                "What the client is asked for a password of.", OptionPlace.Line, fallback: "restricted")
            .Blocks("<name>", () => User, auth => auth.Users, (auth, users) => auth with { Users = users },
                _ => new BasicAuthUserConfig(), "Somebody who may come in, and the hash of the password.", rest: true, required: true,
                key: "users"))
    {
        Aliases = ["basicauth"],
    };

    private static IEnumerable<OptionEntry> SplitLine(OptionEntry line, ConfigContext context) =>
        Arguments.InOrder("algorithm", "realm").Split(line, context);

    // The realm only has a place after the algorithm.
    private static IEnumerable<OptionValue> JoinLine(List<OptionEntry> entries) => Arguments.Take(entries, "realm") is { } realm
        ? [new OptionValue(Bcrypt, default, ValueKind.Word), .. realm.Values]
        : [];

    private static IEnumerable<OptionEntry> SplitUser(OptionEntry line, ConfigContext context)
    {
        if (line.Values.Count > 2)
        {
            context.Diagnostics.Error(
                DiagnosticCodes.UnexpectedArgument, line.Values[2].Span, "a user has a name and a hash; bcrypt keeps its salt in the hash");
        }

        return Arguments.InOrder("name", "hash").Split(line with { Values = [.. line.Values.Take(2)] }, context);
    }

    private static IEnumerable<OptionValue> JoinUser(List<OptionEntry> entries) => Arguments.InOrder("name", "hash").Join(entries);
}
