using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Text.Json;
using FerroGate.Admin.BillingEvents;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Ledger;
using FerroGate.Core.Money;
using FerroGate.Core.Records;
using FerroGate.Core.Usage;
using FerroGate.Server.Hosting;
using FerroGate.Storage;

namespace FerroGate.Server.Commands;

/// <summary><c>ferrogate ledger correct</c>: says what an exchange really used and cost.</summary>
internal static class LedgerCorrectCommand
{
    private const string Name = "ferrogate ledger correct";

    public static Command Build(Terminal terminal)
    {
        var config = ConfigFile.NewOption();
        var admin = new AdminOptions("The running gateway that is to make it");
        var exchange = new Argument<Guid>("exchange") { Description = "The exchange_id of the billing event.", HelpName = "EXCHANGE" };
        var attempt = Number("--failed-attempt", "The failed attempt that it is about, where it is not the exchange itself.", "NUMBER");
        var input = Number("--input", "All input tokens.");
        var cached = Number("--cached-input", "Input tokens that were read from the prompt cache.");
        var output = Number("--output", "All output tokens.");
        var reasoning = Number("--reasoning", "Output tokens that were spent on reasoning.");
        var audioInput = Number("--audio-input", "Audio tokens in the input.");
        var audioOutput = Number("--audio-output", "Audio tokens in the output.");
        var cost = NewCost();
        var reason = new Option<string>("--reason") { Description = "Why, for whoever reads the ledger.", HelpName = "TEXT", Required = true };
        Option[] right = [input, cached, output, reasoning, audioInput, audioOutput, cost];
        var command = new Command("correct", "Add an entry that puts another right: in a running gateway, or in the ledger of one that does not run.") { exchange, config, attempt };
        foreach (var option in (Option[])[.. right, reason, admin.Url, admin.Token])
            command.Add(option);

        command.Validators.Add(result =>
        {
            if (right.All(option => result.GetResult(option) is null))
                result.AddError("Say what is right: --input, --output, --cost or another one of them.");
        });
        command.SetAction((parsed, cancellation) =>
        {
            var id = new ExchangeId(parsed.GetRequiredValue(exchange));
            var correction = new Correction
            {
                FailedAttempt = (int?)parsed.GetValue(attempt),
                Usage = new TokenUsage
                {
                    Input = parsed.GetValue(input),
                    CachedInput = parsed.GetValue(cached),
                    Output = parsed.GetValue(output),
                    Reasoning = parsed.GetValue(reasoning),
                    AudioInput = parsed.GetValue(audioInput),
                    AudioOutput = parsed.GetValue(audioOutput),
                },
                Cost = parsed.GetValue(cost) is { } dollars ? new NanoUsd((long)(dollars * NanoUsd.PerDollar)) : null,
                Reason = parsed.GetRequiredValue(reason),
            };
            if (admin.AddressIn(parsed) is not { } address)
                return CorrectAsync(parsed.GetRequiredValue(config), id, correction, terminal, cancellation);

            return admin.LinkIn(parsed, address, Name, terminal) is { } link
                ? SendAsync(link, id, correction, terminal, cancellation)
                : Task.FromResult(ExitCode.Usage);
        });
        return command;
    }

    private static Option<long?> Number(string name, string description, string unit = "TOKENS")
    {
        var option = new Option<long?>(name) { Description = description, HelpName = unit };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var written }]
                && (!long.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > Correction.MostTokens))
            {
                result.AddError($"{name} is a whole number of at most {Correction.MostTokens}, and not '{written}'.");
            }
        });
        return option;
    }

    private static Option<decimal?> NewCost()
    {
        var option = new Option<decimal?>("--cost") { Description = "What it cost, in US dollars.", HelpName = "USD" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var written }] && (!decimal.TryParse(written, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var dollars)
                || dollars * NanoUsd.PerDollar > Correction.MostCost.Value || decimal.Truncate(dollars * NanoUsd.PerDollar) != dollars * NanoUsd.PerDollar))
            {
                result.AddError($"--cost is an amount of at most nine decimals and of at most {Correction.MostCost}, such as 0.0125, and not '{written}'.");
            }
        });
        return option;
    }

    private static async Task<int> CorrectAsync(
        string configPath, ExchangeId exchange, Correction correction, Terminal terminal, CancellationToken cancellation)
    {
        if (ConfigFile.Load(configPath, terminal) is not { } config)
            return ExitCode.Failure;

        try
        {
            var clock = TimeProvider.System;
            var (path, options) = (StoreSettings.PathOf(config.Data), LedgerCommand.OptionsOf(config));
            if (await LedgerCorrection.RunAsync(path, options, exchange, correction, clock, cancellation) is not { } entry)
                return TellRight(exchange, terminal);

            await using var state = await StateStore.OpenAsync(path, options, clock, cancellation);
            await state.Audit.AddAsync(
                new AuditEvent(Guid.CreateVersion7(clock.GetUtcNow()), clock.GetUtcNow(), "cli", "ledger.correct", exchange.ToString(), "committed", correction.Reason) { Tenant = entry.Tenant },
                cancellation);
            return Tell(exchange, entry.ExchangeId.ToString(), entry.Usage.Input, entry.Usage.Output, entry.Cost?.Value, terminal);
        }
        catch (StoreException exception)
        {
            return terminal.Fail(exception.Message);
        }
    }

    private static Task<int> SendAsync(AdminLink link, ExchangeId exchange, Correction correction, Terminal terminal, CancellationToken cancellation) => link.PostAsync(
        $"billing-events/{exchange}/corrections",
        CorrectionRequest.Write(correction),
        (status, answer) => status == HttpStatusCode.Created ? Tell(exchange, answer.GetProperty("correction"), terminal) : TellRight(exchange, terminal),
        "send it again: what was done is not done twice.",
        terminal,
        cancellation);

    private static int Tell(ExchangeId exchange, JsonElement entry, Terminal terminal)
    {
        var usage = entry.GetProperty("usage");
        return Tell(
            exchange, entry.GetProperty("exchange_id").GetString()!, NumberOf(usage, "input_tokens"), NumberOf(usage, "output_tokens"), NumberOf(entry, "cost_nano_usd"), terminal);
    }

    private static int Tell(ExchangeId exchange, string entry, long? input, long? output, long? nanoUsd, Terminal terminal)
    {
        terminal.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"corrected {exchange} by the entry {entry}: input {input ?? 0:+0;-0;0}, output {output ?? 0:+0;-0;0}, cost {(nanoUsd ?? 0) / NanoUsd.PerDollar:+$0.#########;-$0.#########;$0}"));
        return ExitCode.Ok;
    }

    private static int TellRight(ExchangeId exchange, Terminal terminal) => terminal.Fail($"the exchange {exchange} is in the ledger with these numbers already.");

    private static long? NumberOf(JsonElement json, string name) => json.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : null;
}
